// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Planning
import Scenarios
import TestSupport
import Testing
import Training

struct PlanSpaceTests {
  private static let worlds = [
    ("llama3-8b", "dgx-h100-pod", 256), ("gpt3-1.3b", "dgx-h100-pod", 512),
    ("mixtral-8x7b", "dgx-h100-pod", 512), ("deepseek-v3", "dgx-h100-pod", 512),
  ]

  @Test(arguments: worlds)
  func `every plan of a space is legal and holds what the sums of its stages say`(
    _ model: String, _ cluster: String, _ batch: Int
  ) throws {
    let prepared = try Prepared().planning(model, on: cluster, batch: batch)
    let space = prepared.space
    var evaluator = PlanEvaluator(space, on: prepared.place)
    let plans = space.sample(40, seed: 3)
    #expect(plans.count == 40)
    for (frame, variant, _) in plans {
      let plan = variant.plan(frame, space.base)
      #expect(plan.ranks == 512)
      let step = try StepDescription(space.model, plan)
      let needs = MemoryNeed.stages(of: step).map(\.total)
      let told = try evaluator.memory(frame, variant)
      #expect(told.count == needs.count)
      for (need, told) in zip(needs, told) {
        #expect(abs(told - need) <= 1e-9 * need, "\(plan)")
      }
    }
  }

  @Test(arguments: worlds)
  func `a plan is in the space exactly where a step can be made of it`(
    _ model: String, _ cluster: String, _ batch: Int
  ) throws {
    let space = try Prepared().planning(model, on: cluster, batch: batch, accelerators: 64).space
    let known = Set(space.frames())
    var random = SeededGenerator(seed: 5)
    var legal = 0
    let sizes = [1, 2, 4, 8, 16, 32]
    for _ in 0..<400 {
      func size() -> Int { sizes.randomElement(using: &random) ?? 1 }
      var frame = PlanFrame(
        tensor: size(), sharesSequence: Bool.random(using: &random), context: size(),
        expert: space.model.experts == nil ? 1 : size(), pipeline: size(), data: 1,
        microbatch: size(), interleave: [1, 2, 3, 4].randomElement(using: &random) ?? 1,
        countsEnds: Bool.random(using: &random))
      frame.data = max(1, 64 / frame.ranks)
      guard frame.ranks == 64 else { continue }
      if frame.tensor == 1 { frame.sharesSequence = true }
      if frame.pipeline == 1 { frame.countsEnds = false }
      let isLegal = (try? StepDescription(space.model, frame.plan(space.base))) != nil
      if isLegal { legal += 1 }
      #expect(known.contains(frame) == isLegal, "\(frame)")
    }
    #expect(legal > 0)
  }

  @Test func `fixed keys have one value`() throws {
    let space = try Prepared().planning(
      "llama3-8b", on: "dgx-h100-pod", batch: 256, fix: "tp=4,zero=2,overlap.dp=false"
    ).space
    for (frame, variant, _) in space.sample(50, seed: 1) {
      #expect(frame.tensor == 4)
      #expect(variant.sharding == .gradients)
      #expect(!variant.overlapsData)
    }
  }

  @Test func `a space that shrinks has plans of fewer accelerators`() throws {
    let space = try Prepared().planning(
      "llama3-8b", on: "dgx-h100-node", batch: 16, shrinks: true
    ).space
    let ranks = Set(space.frames().map(\.ranks))
    #expect(ranks.contains(8))
    #expect(ranks.contains(1))
    #expect(ranks.allSatisfy { $0 <= 8 })
  }
}
