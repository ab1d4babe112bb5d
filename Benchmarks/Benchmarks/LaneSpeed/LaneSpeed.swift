// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Kernels
import Measuring
import Scenarios

// Scenarios side by side: the loop by itself, beside one scenario at a time, and whole answers of
// programs, from parameters to figures. One thread.
let benchmarks: @Sendable () -> Void = {
  joins(nodes: 10_000, rounds: 2_000, isJudged: true)
  // Times that fit no second cache, and none at all: what lies behind lets through.
  joins(nodes: 200_000, rounds: 100, isJudged: false)
  joins(nodes: 10_000_000, rounds: 2, isJudged: false)
  answers("Llama 3 405B on 16,384 accelerators", sets: 512, isCoarse: false)
  answers("Llama 3 405B on 16,384 accelerators, coarse", sets: 4096, isCoarse: true)
}

private func joins(nodes: Int, rounds: Int, isJudged: Bool) {
  let tape = JoinTape(nodes: nodes)
  Trial.register("Joins of \(nodes) nodes", runs: 5) {
    let (fast, lanes) = try Effort.of { tape.inLanes(rounds: rounds) }
    let (slow, alone) = try Effort.of { tape.alone(rounds: rounds) }
    return ((sums: (fast, slow), alone: alone), lanes)
  } figures: { samples in
    let perRun = Double(nodes * rounds)
    let lanes = perRun * Double(laneCount) / samples.map(\.effort).fastestWall
    let alone = perRun / samples.map(\.outcome.alone).fastestWall
    return [
      .value(
        "same answer", samples[0].outcome.sums.0, mustBe: samples[0].outcome.sums.1, within: 0, "s"),
      isJudged
        ? .limited("node-scenarios a second, lanes", lanes, atLeast: 200e6)
        : .told("node-scenarios a second, lanes", lanes),
      .told("node-scenarios a second, alone", alone),
      isJudged
        ? .limited("lanes over one at a time", lanes / alone, atLeast: 6)
        : .told("lanes over one at a time", lanes / alone),
      .told("gigabytes a second, all reads", lanes * tape.bytesOfNode / 1e9),
      .told("gigabytes a second, memory", lanes * tape.bytesOfNewNode / 1e9),
    ]
  }
}

private func answers(_ name: String, sets: Int, isCoarse: Bool) {
  Trial.register(name, runs: 3) {
    let (lanes, writing) = try Effort.of {
      try Simulations.lanes(
        scenarioAt: Repository.path("scenarios/llama3-405b.yaml"),
        overrides: ["cluster=topologies/dgx-h100-16k.yaml"], isCoarse: isCoarse)
    }
    // A twentieth slower to a twentieth faster.
    let factors = (0..<sets).map { 1 + (Double($0 % 64) - 32) / 640 }
    // What lanes need that go another way than the play is written down here.
    _ = try lanes.durations(computeRates: factors, bandwidths: factors.reversed())
    let (answers, effort) = try Effort.of {
      try lanes.durations(computeRates: factors, bandwidths: factors.reversed())
    }
    let (_, single) = try Effort.of {
      for set in 0..<16 {
        _ = try lanes.durations(computeRates: [factors[set]], bandwidths: [factors[set]])
      }
    }
    return ((lanes: lanes, writing: writing, answers: answers, single: single), effort)
  } figures: { samples in
    let outcome = samples[0].outcome
    let rate = Double(sets) / samples.map(\.effort).fastestWall
    let alone = 16 / samples.map(\.outcome.single).fastestWall
    let widths = outcome.answers.map { 1 - $0.lower.rawValue / $0.upper.rawValue }.sorted()
    return [
      .told("scenarios a second", rate),
      .told("over one at a time", rate / alone),
      .told("nodes", Double(outcome.lanes.nodeCount)),
      .told("node-scenarios a second", rate * Double(outcome.lanes.nodeCount)),
      .told("width of the interval, median", widths[widths.count / 2]),
      .told("writing the program down", outcome.writing.wallSeconds, "s"),
      .told("peak memory", PeakMemory.megabytes, "MB"),
    ]
  }
}
