// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// One bar of a published chart of relative times.
package struct PublishedBar: Sendable, Hashable {
  package let label: String
  /// Its height: a time over that of the baseline.
  package let time: Double
  /// The last digit that was printed, 0.01 for 0.37: the time is known to half of it either way. Zero
  /// for what is exact, as the baseline's own 1.
  package let rounding: Double
  /// For each part of communication, how long it takes over how long it took in the baseline: 1 for
  /// what is the same, 0 for what is gone, 1 / 2.22 at 2.22 times the bandwidth.
  package let coefficients: [Interval<Double>]

  /// - Parameters:
  ///   - label: of the bar.
  ///   - time: above zero.
  ///   - rounding: the last digit, not below zero.
  ///   - coefficients: one a part, not below zero.
  package init(
    _ label: String, time: Double, rounding: Double, coefficients: [Interval<Double>]
  ) {
    precondition(time > 0 && time.isFinite && rounding >= 0, "\(label): \(time), \(rounding)")
    precondition(
      coefficients.allSatisfy { $0.lower >= 0 && $0.upper.isFinite }, "\(label): a coefficient")
    self.label = label
    self.time = time
    self.rounding = rounding
    self.coefficients = coefficients
  }

  /// Where the time lies.
  var timeRange: Interval<Double> { Interval(time - rounding / 2, time + rounding / 2) }
}
