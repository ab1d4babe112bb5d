// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

struct SlidingWindowTests {
  /// Watts that change at given times, and their mean over every span, corner by corner.
  private struct Steps {
    var times = [0.0]
    var watts: [Double] = []

    func sum(until time: Double) -> Double {
      var sum = 0.0
      for (index, watts) in watts.enumerated() {
        sum += watts * max(0, min(time, times[index + 1]) - times[index])
      }
      return sum
    }

    /// The highest mean, and the earliest end of a span above a limit, among spans that begin or end
    /// where the watts change.
    func highest(over span: Double, limit: Double) -> (mean: Double, first: Double?) {
      let last = times[times.count - 1]
      let ends = (times + times.map { $0 + span }).filter { $0 >= span && $0 <= last }.sorted()
      var best = 0.0
      var first: Double?
      for end in ends {
        let mean = (sum(until: end) - sum(until: end - span)) / span
        best = max(best, mean)
        if mean > limit, first == nil { first = end }
      }
      return (best, first)
    }
  }

  @Test(arguments: 1...200)
  func `the highest mean is that of the best of all spans`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var steps = Steps()
    let span = Double.random(in: 0.5...20, using: &random)
    for _ in 0..<Int.random(in: 25...80, using: &random) {
      steps.times.append(steps.times[steps.times.count - 1] + .random(in: 0.01...3, using: &random))
      steps.watts.append(.random(in: 0...100, using: &random))
    }
    guard steps.times[steps.times.count - 1] > span else { return }
    let limit = Double.random(in: 20...80, using: &random)
    var window = SlidingWindow(span: span, rowCount: 2, limit: limit)
    for (index, time) in steps.times.enumerated().dropFirst() {
      let sum = steps.sum(until: steps.times[index])
      window.keep(time, [sum, 0.5 * sum])
    }
    let (mean, first) = steps.highest(over: span, limit: limit)
    #expect(abs(window.highest[0] - mean) < 1e-9 * mean)
    #expect(abs(window.highest[1] - mean / 2) < 1e-9 * mean)
    // The first corner above the limit, or one before it: means rise in between.
    #expect(window.firstBreach[0].isNaN == (first == nil))
    if let first { #expect(abs(window.firstBreach[0] - first) < 1e-9 * first) }
  }

  @Test func `moments that lie close together are left out, and hardly change a mean`() {
    var random = SeededGenerator(seed: 7)
    var steps = Steps()
    let span = 1.0
    for _ in 0..<300_000 {
      let step = Double.random(in: 1e-6...3e-5, using: &random)
      steps.times.append(steps.times[steps.times.count - 1] + step)
      steps.watts.append(Bool.random(using: &random) ? 100 : 700)
    }
    var kept = SlidingWindow(span: span, rowCount: 1, limit: 1e9)
    var all = kept
    var sum = 0.0
    var count = 0
    for (index, watts) in steps.watts.enumerated() {
      sum += watts * (steps.times[index + 1] - steps.times[index])
      all.keep(steps.times[index + 1], [sum])
      guard kept.takes(steps.times[index + 1]) else { continue }
      kept.keep(steps.times[index + 1], [sum])
      count += 1
    }
    #expect(count < steps.watts.count / 2)
    #expect(abs(kept.highest[0] - all.highest[0]) < 1e-4 * all.highest[0])
  }
}
