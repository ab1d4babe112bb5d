// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Measuring
import SimulationEngine

/// One solve from nothing: rates, and the order of the ends.
struct Solve {
  let flows: Int
  let links: Int
  let millisecondLimit: Double
  /// Solves in a run, of which the fastest counts.
  let repeats: Int

  func register() {
    Trial.register("One solve, \(flows) flows on \(links) links", runs: 3) {
      var rates = RawRates(.random(flows: flows, links: links))
      // The first solve makes room for all that follow.
      var fastest = Effort.of { rates.solve() }.effort
      for _ in 0..<repeats {
        rates.forget()
        let (_, effort) = Effort.of { rates.solve() }
        if effort.processorSeconds < fastest.processorSeconds { fastest = effort }
      }
      return (rates.rates().reduce(0, +), fastest)
    } figures: { samples in
      let seconds = samples.map(\.effort).fastestProcessor
      let step = Yardstick.nanosecondsAStep()
      return [
        .limited("processor time, fastest", seconds * 1e3, atMost: millisecondLimit, "ms"),
        .told("for each hop of a flow", seconds / Double(6 * flows) * 1e9, "ns"),
        .told("sum of all rates", samples.last?.outcome ?? .nan, "B/s"),
        .told("yardstick", step, "ns a step"),
      ]
    }
  }
}
