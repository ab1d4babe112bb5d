// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Measuring
import Quantities
import Scenarios

// How fast traffic of ranks that behave alike is answered for all of them, and that the answer is
// still right: the predicted time and the messages of all ranks are judged beside the speed.
//
// Limits are those of one core, from a cluster and a program that are there to the answer.
let benchmarks: @Sendable () -> Void = {
  // 2 (N - 1) steps of S / N bytes: 2 (N - 1) S / (N B) seconds.
  let ring = Seconds.seconds(2 * 4095.0 / 4096 * 0x1p30 / 50e9)
  FoldedRun(
    name: "Ring all-reduce, 4,096 ranks, folded", flows: 33_546_240, duration: ring,
    // The sum of 8,190 steps, each rounded once.
    tolerance: 8_190 * 0x1p-53, wallLimit: 0.010, memoryLimit: 64, runs: 20
  ).register { try Worlds.ring(ranks: 4096) }

  FoldedRun(
    name: "Ring all-reduce, 4,096 ranks, folded and not", flows: 33_546_240, duration: ring,
    tolerance: 8_190 * 0x1p-53, wallLimit: 0.010, memoryLimit: 250, runs: 1,
    comparesUnfolded: true
  ).register { try Worlds.ring(ranks: 4096) }

  FoldedRun(
    name: "Direct all-to-all, fat tree of 256", flows: 256 * 255, duration: .zero,
    tolerance: 1e-9, wallLimit: 0.005, memoryLimit: 64, runs: 20
  ).register { try Worlds.exchange(ranks: 256, over: "quantum-2") }

  FoldedRun(
    name: "Direct all-to-all, fat tree of 131,072", flows: 131_072 * 131_071, duration: .zero,
    tolerance: 1e-9, wallLimit: 0.020, memoryLimit: 256, runs: 10
  ).register { try Worlds.exchange(ranks: 131_072, over: "tomahawk-6") }

  FoldedRun(
    name: "Training step, 16,384 ranks", flows: 0, duration: .zero, tolerance: 1e-9,
    wallLimit: 0.5, memoryLimit: 512, runs: 5
  ).register { try Worlds.training(ranks: 16_384) }

  FoldedRun(
    name: "Training step, 16,384 ranks, no switch reduces", flows: 0, duration: .zero,
    tolerance: 1e-9, wallLimit: 0.5, memoryLimit: 512, runs: 5
  ).register { try Worlds.training(ranks: 16_384, switchesReduce: false) }

  FoldedRun(
    name: "Training step, 16,384 ranks, a link gone and a slow server", flows: 0, duration: .zero,
    tolerance: 1e-9, wallLimit: 5, memoryLimit: 1074
  ).register { try Worlds.troubledTraining(ranks: 16_384) }

  FoldedRun(
    name: "Training step, 131,072 ranks", flows: 0, duration: .zero, tolerance: 1e-9,
    wallLimit: 2, memoryLimit: 1074
  ).register { try Worlds.training(ranks: 131_072) }

  FoldedRun(
    name: "Training step, 1,048,576 ranks", flows: 0, duration: .zero, tolerance: 1e-9,
    wallLimit: 20, memoryLimit: 4295, runs: 1
  ).register { try Worlds.training(ranks: 1_048_576) }
}
