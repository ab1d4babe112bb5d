// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Scenarios

struct TrainingRefusalTests {
  @Test(arguments: [
    ("{tp: 3, global_batch: 8}", "", "plan: tp: 3 does not divide the 8 attention heads"),
    ("{dp: 65, global_batch: 65}", "", "has 65 ranks, tree only 64 accelerators"),
    (
      "{global_batch: 1}", ", software: nemo-2023",
      "\"nemo-2023\" is no generation of software; known:"
    ),
    ("{global_batch: 1, precision: nvfp4}", ", software: nemo-2024", "product_efficiency.fp4"),
    ("{global_batch: 1, tpp: 1}", "", "s.yaml:4: workload.train.plan.tpp: unknown key"),
    ("{global_batch: 1}", ", jitter: {spread: 0.1}", "workload.train.jitter: \"seed\" is missing"),
    ("{global_batch: 1}", ", tokens: 5", "workload.train.tokens: unknown key"),
  ])
  func `what cannot be trained says why`(plan: String, more: String, reason: String) throws {
    let problem = try SmallTraining().problem(SmallTraining.scenario(plan: plan, more: more))
    #expect(problem.contains(reason), "\(problem)")
  }

  // A microbatch of 2^20 sequences of 128 tokens: two kilobytes and more of each of 2^27 tokens.
  @Test func `a plan that does not fit is refused with the sum`() throws {
    let problem = try SmallTraining().problem(
      SmallTraining.scenario(plan: "{global_batch: 1048576, microbatch: 1048576}"))
    #expect(problem.contains("tree: the plan does not fit: stage 0 needs weights "), "\(problem)")
    for part in [" + gradients ", " + optimizer ", " + activations ", " + buffers ", " = "] {
      #expect(problem.contains(part), "\(problem)")
    }
    #expect(problem.hasSuffix("of the 80 GB of h100-sxm"), "\(problem)")
  }
}
