// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A quantity with the least and the most that it may be.
package struct CostRange<D: Dimension>: Sendable, Hashable {
  package var value: Quantity<D>
  package var low: Quantity<D>
  package var high: Quantity<D>

  package init(_ value: Quantity<D>, low: Quantity<D>? = nil, high: Quantity<D>? = nil) {
    self.value = value
    self.low = low ?? value
    self.high = high ?? value
  }

  init(_ figure: Figure<Quantity<D>>) {
    self.init(figure.value, low: figure.low, high: figure.high)
  }

  init(_ derived: Derived<D>) {
    self.init(derived.value, low: derived.low, high: derived.high)
  }

  static func + (left: Self, right: Self) -> Self {
    Self(left.value + right.value, low: left.low + right.low, high: left.high + right.high)
  }

  /// So many times as much.
  ///
  /// - Parameter factor: above zero, without a unit.
  /// - Returns: value and ends times the factor.
  func scaled(by factor: Double) -> Self {
    Self(value * factor, low: low * factor, high: high * factor)
  }

  /// The same in another dimension.
  ///
  /// - Parameter transform: rises with what it is given.
  /// - Returns: value and ends transformed.
  func map<Other: Dimension>(
    _ transform: (Quantity<D>) -> Quantity<Other>
  ) -> CostRange<Other> {
    CostRange<Other>(transform(value), low: transform(low), high: transform(high))
  }
}
