// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A figure that has a lower and an upper end.
package protocol Boundable: Comparable, Hashable, Sendable {
  var number: Double { get }
  init(number: Double)
}

extension Double: Boundable {
  package var number: Double { self }
  package init(number: Double) { self = number }
}

extension Quantity: Boundable {
  package var number: Double { rawValue }
  package init(number: Double) { self.init(rawValue: number) }
}

/// A figure that is known to lie between two, both included; one figure where it is exact.
package struct Interval<Value: Boundable>: Sendable, Hashable {
  package let lower: Value
  package let upper: Value

  /// - Parameters:
  ///   - one: an end.
  ///   - other: the other end; either may be the lower.
  package init(_ one: Value, _ other: Value) {
    lower = min(one, other)
    upper = max(one, other)
  }

  /// One figure.
  package init(_ value: Value) { self.init(value, value) }

  /// Two ends that differ by no more, relatively, are one figure: sums in another order.
  package static var rounding: Double { 1e-9 }

  /// Whether it is one figure, but for rounding.
  package var isExact: Bool { upper.number - lower.number <= Self.rounding * abs(upper.number) }

  /// Half way: the figure, where it is exact.
  package var middle: Value {
    Value(number: lower.number + (upper.number - lower.number) / 2)
  }

  /// By how much of the upper end the figure may be lower, 0 to 1 for what is not below zero.
  package var width: Double {
    upper.number > 0 ? (upper.number - lower.number) / upper.number : 0
  }

  /// What follows from the figure and never turns back while that rises.
  ///
  /// - Parameter figure: rising everywhere, or falling everywhere.
  /// - Returns: between its values at both ends.
  package func map<Other>(_ figure: (Value) -> Other) -> Interval<Other> {
    Interval<Other>(figure(lower), figure(upper))
  }

  package func contains(_ value: Value) -> Bool { lower <= value && value <= upper }

  /// What of it lies between two ends that the figure is known to keep.
  ///
  /// - Parameters:
  ///   - least: the figure is never below.
  ///   - most: nor above.
  /// - Returns: an interval that is no wider.
  package func held(from least: Value, to most: Value) -> Self {
    Self(min(max(lower, least), most), max(min(upper, most), least))
  }

  package static func + (a: Self, b: Self) -> Self {
    Self(
      Value(number: a.lower.number + b.lower.number),
      Value(number: a.upper.number + b.upper.number))
  }

  package static func - (a: Self, b: Self) -> Self {
    Self(
      Value(number: a.lower.number - b.upper.number),
      Value(number: a.upper.number - b.lower.number))
  }

  package static func * (a: Self, factor: Double) -> Self {
    a.map { Value(number: $0.number * factor) }
  }

  package static func / (a: Self, divisor: Double) -> Self {
    a.map { Value(number: $0.number / divisor) }
  }

  /// The ratio of two figures that are not below zero and know nothing of each other.
  ///
  /// - Parameter other: what is below.
  /// - Returns: nil where that may be zero.
  package func ratio<Other>(to other: Interval<Other>) -> Interval<Double>? {
    guard other.lower.number > 0 else { return nil }
    return Interval<Double>(
      lower.number / other.upper.number, upper.number / other.lower.number)
  }
}
