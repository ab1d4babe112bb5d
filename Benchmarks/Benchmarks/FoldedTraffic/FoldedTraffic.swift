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
    name: "Direct all-to-all, fat tree of 256", flows: 256 * 255,
    duration: Worlds.exchangeTime(ranks: 256, ways: .nanoseconds(4_550)),
    tolerance: 1e-9, wallLimit: 0.005, memoryLimit: 64, runs: 20
  ).register { try Worlds.exchange(ranks: 256, over: "quantum-2") }

  FoldedRun(
    name: "Direct all-to-all, fat tree of 131,072", flows: 131_072 * 131_071,
    duration: Worlds.exchangeTime(ranks: 131_072, ways: .nanoseconds(5_600)),
    tolerance: 1e-9, wallLimit: 0.020, memoryLimit: 256, runs: 10
  ).register { try Worlds.exchange(ranks: 131_072, over: "tomahawk-6") }

  // Building and folding take less than a second; the dragonfly's limit has 4,195,840 flows of its
  // 128 classes besides.
  FoldedRun(
    name: "Torus all-reduce, 131,072 ranks", flows: 131_072 * 314, flowClasses: 314,
    duration: Worlds.torusTime, tolerance: 1e-9, wallLimit: 0.6, memoryLimit: 1074, runs: 5,
    buildingLimit: 0.4
  ).register { try Worlds.torus() }

  // 14 steps inside and 32,766 across, each of all ranks.
  FoldedRun(
    name: "Hierarchical all-reduce, dragonfly of 131,072 ranks", flows: 131_072 * 32_780,
    flowClasses: 128 * 32_780, duration: Worlds.dragonflyTime, tolerance: 1e-9, wallLimit: 1.2,
    memoryLimit: 1074, runs: 5, buildingLimit: 0.4
  ).register { try Worlds.dragonfly() }

  // What every rank simulated says too, to the bit: a smaller one shows it here.
  FoldedRun(
    name: "Training step, 4,096 ranks, folded and not", flows: 7_741_440, flowClasses: 9_184,
    duration: .seconds(1.395_663_408_437_17), tolerance: 1e-12, wallLimit: 0.5, memoryLimit: 512,
    runs: 1, comparesUnfolded: true
  ).register { try Worlds.training(ranks: 4096) }

  FoldedRun(
    name: "Training step, 16,384 ranks", flows: 31_358_976, flowClasses: 9_184,
    duration: .seconds(1.402_035_991_582_745_2), tolerance: 1e-9,
    wallLimit: 0.5, memoryLimit: 512, runs: 5
  ).register { try Worlds.training(ranks: 16_384) }

  // The largest that unfolds in a minute.
  FoldedRun(
    name: "Training step, 16,384 ranks, folded and not", flows: 31_358_976, flowClasses: 9_184,
    duration: .seconds(1.402_035_991_582_745_2), tolerance: 1e-12, wallLimit: 0.5,
    memoryLimit: 4295, runs: 1, comparesUnfolded: true
  ).register { try Worlds.training(ranks: 16_384) }

  FoldedRun(
    name: "Training step, 16,384 ranks, no switch reduces", flows: 89_554_944,
    duration: .seconds(1.432_078_276_422_029_2),
    tolerance: 1e-9, wallLimit: 0.5, memoryLimit: 512, runs: 5
  ).register { try Worlds.training(ranks: 16_384, switchesReduce: false) }

  FoldedRun(
    name: "Training step, 16,384 ranks, a link gone and eight stragglers", flows: 31_358_976,
    flowClasses: 1_979_904, duration: .seconds(1.483_659_498_325_229_6), tolerance: 1e-9,
    wallLimit: 5, memoryLimit: 1074
  ).register { try Worlds.troubledTraining(ranks: 16_384) }

  FoldedRun(
    name: "Training step, 131,072 ranks", flows: 280_231_936, flowClasses: 9_216,
    duration: .seconds(1.404_091_881_715_268_6), tolerance: 1e-9,
    wallLimit: 2, memoryLimit: 1074
  ).register { try Worlds.training(ranks: 131_072) }

  // Every collective on shared links: 2 s and 1 GiB on one core, building included.
  FoldedRun(
    name: "Llama 3 405B on 16,384 accelerators", flows: 66_082_816, flowClasses: 64_576,
    duration: .seconds(5.727_718_430_635_472), tolerance: 1e-9, wallLimit: 1.3, memoryLimit: 1074,
    buildingLimit: 0.7
  ).register { try Worlds.llama405B() }

  FoldedRun(
    name: "Training step, 1,048,576 ranks", flows: 4_120_903_680, flowClasses: 9_216,
    duration: .seconds(1.404_313_411_856_113_4), tolerance: 1e-9,
    wallLimit: 20, memoryLimit: 4295, runs: 1
  ).register { try Worlds.training(ranks: 1_048_576) }
}
