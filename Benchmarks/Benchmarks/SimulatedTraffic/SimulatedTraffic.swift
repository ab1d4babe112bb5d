// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Foundation
import Measuring
import Quantities
import Scenarios

// Every rank is simulated here; FoldedTraffic has what folding saves.
//
// How fast simulated traffic passes, and that it still passes right: the predicted time and the
// counts are judged beside the speed. Counts are what this version does; a change that alters them
// alters the work itself, and says so where it changes them here.
let benchmarks: @Sendable () -> Void = {
  // 2 (N - 1) N messages, each of S / N bytes, N of them side by side: 2 (N - 1) S / (N B) seconds.
  // Each is alone on its links, and each is one allocation.
  Traffic(
    name: "Ring all-reduce, 1,024 ranks", flows: 2_095_104, batches: 2_046, solves: 2_095_104,
    duration: .seconds(0.042_907_729_92),
    // The sum of 2,046 steps, each rounded once.
    tolerance: 2_046 * 0x1p-53,
    wallLimit: 1, memoryLimit: 200
  ).register {
    try Simulations.collective(
      "all-reduce", algorithm: "ring", ranks: 1024, bytes: .gibibytes(1), topology: "switch",
      rate: .gigabytesPerSecond(50), latency: .zero, folds: false)
  }

  // The same with four times the ranks: sixteen times the messages.
  Traffic(
    name: "Ring all-reduce, 4,096 ranks", flows: 33_546_240, batches: 8_190, solves: 33_546_240,
    duration: .seconds(2 * 4095.0 / 4096 * 0x1p30 / 50e9),
    tolerance: 8_190 * 0x1p-53,
    wallLimit: 4, memoryLimit: 250, runs: 3
  ).register {
    try Simulations.collective(
      "all-reduce", algorithm: "ring", ranks: 4096, bytes: .gibibytes(1), topology: "switch",
      rate: .gigabytesPerSecond(50), latency: .zero, folds: false)
  }

  // N (N - 1) messages of S / N bytes at once, N - 1 of them through each rank's one link:
  // (N - 1) S / (N B) seconds.
  Traffic(
    name: "Direct all-to-all, 256 ranks", flows: 65_280, batches: 1, solves: 1,
    duration: .seconds(255.0 / 256 * 0x1p30 / 50e9), tolerance: 1e-9
  ).register {
    try Simulations.collective(
      "all-to-all", algorithm: "direct", ranks: 256, bytes: .gibibytes(1), topology: "switch",
      rate: .gigabytesPerSecond(50), latency: .zero, folds: false)
  }

  // The whole job: files read, a step of 512 ranks simulated, its timeline written.
  Traffic(
    name: "First light on the pod, 512 ranks", flows: 8_236_352, batches: 3_578, solves: 1_290,
    duration: .seconds(0.933_281_582_007), tolerance: 1e-9, runs: 3
  ).register {
    let output = NSTemporaryDirectory() + "/heliograph-benchmark-\(UUID().uuidString).h5"
    defer { try? FileManager.default.removeItem(atPath: output) }
    return try Simulations.scenario(
      at: Repository.path("scenarios/first-light.yaml"),
      overrides: ["cluster=\(Repository.path("topologies/dgx-h100-pod.yaml"))"], output: output,
      folds: false)
  }
}
