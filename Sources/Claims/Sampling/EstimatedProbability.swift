// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A probability known from how often something came true.
package struct EstimatedProbability: Sendable, Hashable {
  /// How often it came true.
  package let hits: Int
  /// Out of how many, at least one.
  package let count: Int

  package init(hits: Int, of count: Int) {
    precondition(count > 0 && (0...count).contains(hits), "\(hits) hits of \(count)")
    self.hits = hits
    self.count = count
  }

  package var estimate: Double { Double(hits) / Double(count) }

  /// Where the probability lies in 95 of 100 studies such as this one, inside 0 to 1 even where
  /// nothing or everything came true.
  ///
  /// Source: E. Wilson, "Probable inference, the law of succession, and statistical inference",
  /// Journal of the American Statistical Association 22, 1927.
  package var interval: Interval<Double> {
    let n = Double(count)
    let z = Self.deviationsOf95Percent
    let centre = estimate + z * z / (2 * n)
    let reach = z * (estimate * (1 - estimate) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // Where nothing came true the lower end is zero, and rounding may not say otherwise.
    return Interval(
      hits == 0 ? 0 : (centre - reach) / scale, hits == count ? 1 : (centre + reach) / scale)
  }

  /// Within so many standard deviations lie 95 % of a normal distribution: its quantile at 0.975.
  package static let deviationsOf95Percent = 1.959963984540054
}
