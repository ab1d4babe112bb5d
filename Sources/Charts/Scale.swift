// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How values lie along an axis.
package enum Scale: Sendable, Hashable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; values are above zero. Ticks are powers of the base, 2 or
  /// 10.
  case logarithmic(base: Int)

  /// Whether a value has a place on the axis.
  func holds(_ value: Double) -> Bool {
    switch self {
    case .linear: value.isFinite
    case .logarithmic: value.isFinite && value > 0
    }
  }

  /// Where a value lies in a range: 0 at its lower end, 1 at its upper end.
  func fraction(of value: Double, in range: ClosedRange<Double>) -> Double {
    switch self {
    case .linear:
      return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      let low = Logarithm.natural(range.lowerBound)
      let high = Logarithm.natural(range.upperBound)
      return (Logarithm.natural(value) - low) / (high - low)
    }
  }

  /// The part of an extent that lies in an axis' range; nil where none does.
  func part(
    of extent: ClosedRange<Double>, in range: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    extent.overlaps(range) ? extent.clamped(to: range) : nil
  }

  /// A range with round ends that holds all values.
  ///
  /// - Parameter values: those without a place on the axis are passed over.
  /// - Returns: a range of some extent, also where there are no values, or all are equal.
  func range(around values: [Double]) -> ClosedRange<Double> {
    let values = values.filter(holds)
    guard let low = values.min(), let high = values.max() else {
      return self == .linear ? 0...1 : 1...10
    }
    switch self {
    case .linear:
      // Lengths and rates are read against zero.
      let low = min(0, low)
      let high = high > low ? high : low + 1
      let step = Ticks.step(over: high - low, atMost: 6)
      return (low / step).rounded(.down) * step...(high / step).rounded(.up) * step
    case .logarithmic(let base):
      let start = Ticks.round(low, base: base, upwards: false)
      let end = Ticks.round(high, base: base, upwards: true)
      return start...(end > start ? end : start * Double(base))
    }
  }
}
