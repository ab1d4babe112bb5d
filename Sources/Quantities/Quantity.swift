// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A number that knows its unit.
///
/// `rawValue` is always in the unit that the typealias names: `Seconds` stores seconds,
/// `BitsPerSecond` stores bits per second, one way. Build with words
/// (`.gigabitsPerSecond(800)`), never with a bare literal.
@frozen
public struct Quantity<D: Dimension>: Sendable {
  /// The value in the unit that the typealias names.
  public var rawValue: Double

  /// Wraps a number that is already in the stored unit.
  ///
  /// - Parameter rawValue: the value in the unit that the typealias names.
  @inlinable
  public init(rawValue: Double) { self.rawValue = rawValue }

  @inlinable public static var zero: Self { Self(rawValue: 0) }
  @inlinable public static var infinity: Self { Self(rawValue: .infinity) }
  @inlinable public var isFinite: Bool { rawValue.isFinite }
}

extension Quantity: Hashable {}

extension Quantity: Comparable {
  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Quantity: AdditiveArithmetic {
  @inlinable
  public static func + (a: Self, b: Self) -> Self { Self(rawValue: a.rawValue + b.rawValue) }

  @inlinable
  public static func - (a: Self, b: Self) -> Self { Self(rawValue: a.rawValue - b.rawValue) }

  @inlinable
  public static prefix func - (a: Self) -> Self { Self(rawValue: -a.rawValue) }
}

extension Quantity {
  @inlinable
  public static func * (a: Self, factor: Double) -> Self { Self(rawValue: a.rawValue * factor) }

  @inlinable
  public static func * (factor: Double, a: Self) -> Self { Self(rawValue: a.rawValue * factor) }

  @inlinable
  public static func / (a: Self, divisor: Double) -> Self { Self(rawValue: a.rawValue / divisor) }

  /// The ratio of two quantities of one dimension, a pure number.
  @inlinable
  public static func / (a: Self, b: Self) -> Double { a.rawValue / b.rawValue }
}

extension Quantity {
  /// Whether two quantities differ by at most `ulps` units in the last place of the larger one.
  public func isClose(to other: Self, ulps: Int) -> Bool {
    let scale = Swift.max(rawValue.magnitude, other.rawValue.magnitude)
    return (rawValue - other.rawValue).magnitude <= Double(ulps) * scale.ulp
  }
}
