// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import SimulationEngine
import TestSupport
import Testing

@testable import Scenarios

/// Ranks that compute at different paces.
struct RankPaceTests {
  private static let plan = "{tp: 2, dp: 8, global_batch: 32}"

  private func time(_ jitter: String) throws -> Seconds {
    let data = try SmallTraining()
    let more = jitter.isEmpty ? "" : ", jitter: {\(jitter)}"
    return try data.run(SmallTraining.scenario(plan: Self.plan, more: more)).measures.stepTime
  }

  @Test func `a seed gives the same step, another seed another, and no spread none`() throws {
    let alike = try time("")
    #expect(try time("spread: 0, seed: 1") == alike)
    let one = try time("spread: 0.05, seed: 1")
    #expect(try time("spread: 0.05, seed: 1") == one)
    #expect(try time("spread: 0.05, seed: 2") != one)
    // Who waits for each other waits for the slowest.
    #expect(one > alike)
    #expect(try time("spread: 0.1, seed: 1") > one)
  }

  // Tensor pairs on one kind each: the A100 take longer, and the replicas wait for them.
  @Test(arguments: [FoldingMode.off, .auto])
  func `accelerators of two kinds each compute at their own pace`(mode: FoldingMode) throws {
    let data = try SmallTraining()
    let text = SmallTraining.scenario(
      plan: "{tp: 4, dp: 2, global_batch: 8}", cluster: "topologies/mixed.yaml",
      more: ", software: nemo-2024")
    let report = try data.run(text, mode)
    #expect(
      report.training?.software == ["nemo-2024 on h100-sxm", "nemo-2024 on a100-sxm-80gb"])
    // Four of each: the peak is their sum.
    #expect(report.training?.measures.counts.peak.rawValue == 4 * 989e12 + 4 * 312e12)
    let computing = ["h100-sxm", "a100-sxm-80gb"].map { kind in
      report.measures.energy?.lines.first {
        $0.component == "accelerators computing (\(kind))"
      }?.energy.rawValue ?? 0
    }
    #expect(computing.allSatisfy { $0 > 0 })
    // Memory is the smaller of both.
    #expect(report.training?.memory.capacity == .gigabytes(80))
  }

  @Test func `a model among several jobs needs accelerators of one kind`() throws {
    let data = try SmallTraining()
    let train = "train: {model: models/small.yaml, plan: {dp: 2, global_batch: 2}}"
    let problem = try data.problem(
      "name: s\ncluster: topologies/mixed.yaml\njobs:\n  - {name: a, workload: {\(train)}}\n")
    #expect(problem.contains("needs accelerators of one kind"), "\(problem)")
  }
}
