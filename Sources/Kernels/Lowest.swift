// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The lowest of some values and where it stands.
public struct Lowest: Hashable, Sendable {
  /// Infinity where nothing is below it.
  public let value: Double
  /// Of equals the lower; -1 where nothing is below infinity.
  public let index: Int

  public init(value: Double, index: Int) {
    self.value = value
    self.index = index
  }
}

/// The lowest value and the lowest index at which it stands.
///
/// - Parameters:
///   - values: none of them NaN; infinities are allowed.
///   - count: of values.
/// - Returns: what is lowest, and where.
public func lowest(_ values: UnsafePointer<Double>, count: Int) -> Lowest {
  let found = heliograph_lowest(values, Int64(count))
  return Lowest(value: found.value, index: Int(found.index))
}
