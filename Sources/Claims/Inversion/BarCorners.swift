// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Every combination of the ends of bars' ranges, by number.
struct BarCorners {
  /// Bars with one figure each.
  struct Bars {
    var times: [Double]
    /// By bar, then by part.
    var coefficients: [[Double]]
  }

  private let bars: [PublishedBar]
  let rangeCount: Int

  init(_ bars: [PublishedBar]) {
    self.bars = bars
    rangeCount = bars.reduce(0) { count, bar in
      count + (bar.timeRange.isExact ? 0 : 1) + bar.coefficients.filter { !$0.isExact }.count
    }
  }

  var count: Int { 1 << rangeCount }

  var nominal: Bars {
    Bars(times: bars.map(\.time), coefficients: bars.map { $0.coefficients.map(\.middle) })
  }

  /// Bit i of the number says at which end the range number i is: bars in order, of each the time,
  /// then its coefficients.
  subscript(number: Int) -> Bars {
    var left = number
    func end(_ range: Interval<Double>) -> Double {
      guard !range.isExact else { return range.middle }
      defer { left >>= 1 }
      return left & 1 == 0 ? range.lower : range.upper
    }
    var corner = Bars(times: [], coefficients: [])
    for bar in bars {
      corner.times.append(end(bar.timeRange))
      corner.coefficients.append(bar.coefficients.map(end))
    }
    return corner
  }
}
