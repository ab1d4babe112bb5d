// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Measuring
import Scenarios

// The search of plans in closed form, from nothing: the tables are part of the time. One thread.
let benchmarks: @Sendable () -> Void = {
  // Plans whose time is evaluated count; those that do not fit, or cannot win, do not.
  searches("Every plan of Llama 3 405B on 16,384 accelerators", prunes: false, isJudged: true)
  searches("The best plan of Llama 3 405B on 16,384 accelerators", prunes: true, isJudged: false)
}

private func searches(_ name: String, prunes: Bool, isJudged: Bool) {
  Trial.register(name, runs: 1) {
    let plans = try Simulations.plans(
      model: Repository.path("models/llama3-405b.yaml"),
      cluster: Repository.path("topologies/dgx-h100-16k.yaml"), globalBatch: 2048)
    let (found, effort) = try Effort.of { try plans.search(prunes: prunes) }
    return (found, effort)
  } figures: { samples in
    let found = samples[0].outcome
    let seconds = samples.map(\.effort).fastestWall
    let rate = Double(found.evaluated) / seconds
    return [
      isJudged
        ? .limited("plans evaluated a second", rate, atLeast: 200e3)
        : .told("plans evaluated a second", rate),
      .told("plans evaluated", Double(found.evaluated)),
      .told("plans left out", Double(found.pruned)),
      .told("plans too large", Double(found.tooLarge)),
      .told("legal plans", Double(found.legal)),
      .told("the best step", found.step.rawValue, "s"),
      .told("search", seconds, "s"),
      .told("peak memory", PeakMemory.megabytes, "MB"),
    ]
  }
}
