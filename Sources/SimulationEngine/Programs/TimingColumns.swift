// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// What messages pay under a protocol; row 0 is that without one.
struct TimingColumns: ~Copyable {
  let wireEfficiency: Column<Double>
  let baseSeconds: Column<Double>
  /// `step[start + domain]` of a row; negative for the domain's own overhead. What switches do
  /// follows what messages do.
  private let step: Column<Double>
  private let start: Column<Int32>
  private let domains: Column<Int32>

  init(_ timings: [MessageTiming]) {
    wireEfficiency = Column(timings.map(\.wireEfficiency))
    baseSeconds = Column(timings.map(\.base.rawValue))
    var steps: [Double] = []
    var starts: [Int32] = []
    for timing in timings {
      starts.append(Int32(steps.count))
      steps += (timing.step + timing.aggregationStep).map { $0?.rawValue ?? -1 }
    }
    step = Column(steps)
    start = Column(starts)
    domains = Column(timings.map { Int32($0.step.count) })
  }

  /// Seconds from a sender's decision to the first byte's arrival; nil for the domain's own overhead.
  func stepSeconds(_ timing: Int32, domain: Int32, isAggregation: Bool) -> Double? {
    let count = domains[timing]
    guard domain < count else { return nil }
    let seconds = step[start[timing] + (isAggregation ? count : 0) + domain]
    return seconds < 0 ? nil : seconds
  }
}
