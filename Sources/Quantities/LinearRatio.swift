// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A power ratio on the linear scale. Decibels convert by name, never by accident.
@frozen
public struct LinearRatio: Hashable, Comparable, Sendable {
  public let rawValue: Double

  /// - Parameter rawValue: a positive ratio of two powers.
  public init(rawValue: Double) { self.rawValue = rawValue }

  /// 10^(dB/10).
  public init(of decibels: Decibels) { rawValue = pow(10, decibels.rawValue / 10) }

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Quantity where D == DecibelDimension {
  /// 10·log₁₀(ratio).
  public init(of ratio: LinearRatio) { self.init(rawValue: 10 * log10(ratio.rawValue)) }
}
