// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// Whether a run kept under a ceiling.
package struct CeilingVerdict: Sendable, Hashable {
  /// Why a ceiling cannot be judged from a timeline.
  package enum Gap: Error, Sendable, Hashable, CustomStringConvertible {
    case noPowerFigures
    case noPowerSeries

    package var description: String {
      switch self {
      case .noPowerFigures:
        "the ceiling cannot be judged: the cluster has no power figures, so its power is unknown"
      case .noPowerSeries:
        "the ceiling cannot be judged: the run kept no power series (record: [power])"
      }
    }
  }

  package let ceiling: Ceiling
  /// The highest power that counts against the ceiling: a mean over its window, or the peak.
  package let highest: Watts
  /// Start, in seconds, of the bin in which the first window above the limit ends; nil where the
  /// ceiling holds, and for a peak, whose moment a binned series does not tell.
  package let firstBreach: Seconds?

  package var holds: Bool { highest <= ceiling.limit.power }
  /// What is left under the limit; negative where it is broken.
  package var headroom: Watts { ceiling.limit.power - highest }

  /// Judges a whole run.
  ///
  /// Power within a bin of the series counts as even: a mean over a window is exact for windows
  /// that begin and end at edges of bins, and for the others as exact as the bins are narrow.
  package init(_ ceiling: Ceiling, on timeline: Timeline) throws(Gap) {
    guard !timeline.ledger.entries.isEmpty else { throw .noPowerFigures }
    self.ceiling = ceiling
    switch ceiling.limit {
    case .peak:
      guard !timeline.power.component.isEmpty else { throw .noPowerSeries }
      highest = timeline.power.peak
      firstBreach = nil
    case .average(let limit, let window):
      if let window, window > .zero, window < timeline.duration {
        guard !timeline.power.component.isEmpty else { throw .noPowerSeries }
        let series = timeline.power.energy
        (highest, firstBreach) = MovingAverage(of: series).highest(over: window, limit: limit)
      } else {
        let duration = timeline.duration
        highest = duration > .zero ? timeline.ledger.total / duration : .zero
        firstBreach = highest > limit ? .zero : nil
      }
    }
  }
}

/// Mean power over sliding windows of a binned series.
struct MovingAverage {
  private let edges: [Double]
  /// Joules from the start to each edge, all rows together.
  private let cumulative: [Double]

  init(of series: BinnedSeries) {
    edges = series.edges
    var sums = [0.0]
    for bin in 0..<series.binCount {
      var sum = 0.0
      for row in 0..<series.rowCount { sum += series.amounts[row * series.binCount + bin] }
      sums.append((sums.last ?? 0) + sum)
    }
    cumulative = sums
  }

  /// The highest mean over any window of the run, and where the first one above `limit` ends.
  ///
  /// The energy of a window is piecewise linear in its start, with corners where either of its
  /// ends meets an edge: the highest is at one of them.
  func highest(over window: Seconds, limit: Watts) -> (power: Watts, firstBreach: Seconds?) {
    let width = window.rawValue
    guard let first = edges.first, let last = edges.last, last - first > width else {
      return (.zero, nil)
    }
    let starts =
      (edges.filter { $0 + width <= last } + edges.map { $0 - width }.filter { $0 >= first })
      .sorted()
    var highest = 0.0
    var breach: Double?
    for start in starts {
      let mean = (energy(until: start + width) - energy(until: start)) / width
      highest = max(highest, mean)
      if breach == nil, mean > limit.rawValue { breach = binStart(endingAt: start + width) }
    }
    return (.watts(highest), breach.map(Seconds.seconds))
  }

  private func energy(until time: Double) -> Double {
    let bin = bin(endingAt: time)
    let width = edges[bin + 1] - edges[bin]
    let part = width > 0 ? min(max((time - edges[bin]) / width, 0), 1) : 1
    return cumulative[bin] + part * (cumulative[bin + 1] - cumulative[bin])
  }

  private func binStart(endingAt time: Double) -> Double { edges[bin(endingAt: time)] }

  /// The bin whose half-open span (start, end] holds `time`; the first for anything earlier.
  private func bin(endingAt time: Double) -> Int {
    var low = 0
    var high = edges.count - 2
    while low < high {
      let middle = (low + high) / 2
      if edges[middle + 1] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
