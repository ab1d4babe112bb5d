// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

@testable import Training

/// Bytes of each dimension of a plan, worked out by hand: width 64, 4 layers, sequences of 64
/// tokens, vocabulary 1024; values of 2 bytes.
struct VolumeTests {
  /// Bytes of the collectives of a rank, by family and kind.
  private func bytes(
    _ plan: Plan, _ model: Transformer = TrainingModels.dense, rank: Int = 0
  ) throws -> [String: Double] {
    let step = try StepDescription(model, plan)
    let program = TrainingProgram.build(name: "volumes", step, paces: [TrainingModels.pace])
    let graph = program.graphs[Int(program.graphOfRank[rank])]
    var sums: [String: Double] = [:]
    for row in 0..<graph.count where graph.family[row] >= 0 {
      let what =
        graph.kind[row] == .collective ? graph.collective[row].rawValue : "\(graph.kind[row])"
      let family = program.families[Int(graph.family[row])].name
      sums["\(family) \(what)", default: 0] += graph.bytes[row]
    }
    return sums
  }

  private static let stream: Double = 64 * 64 * 2

  // A layer has two halves. With sequence parallelism each gathers its input and scatters its
  // output; backward the same, and the input once more for the gradients of weights. The
  // embedding scatters, the head gathers and backward scatters and gathers again.
  @Test func `tensor parallelism with sequences shared moves ten streams a layer`() throws {
    var plan = Plan(globalBatch: 1)
    plan.tensor = 2
    let sums = try bytes(plan)
    // Gathers: 2 forward, 2 of gradients, 2 again; head 1 + 1 again; embedding backward 1.
    #expect(sums["tp all-gather"] == Self.stream * (4 * 6 + 2 + 1))
    // Scatters: 2 forward, 2 of gradients; embedding 1; head backward 1.
    #expect(sums["tp reduce-scatter"] == Self.stream * (4 * 4 + 2))
    // Maximum, sum and own logit of the loss: 4 bytes a token each.
    #expect(sums["tp all-reduce"] == 768.0)
  }

  // Megatron-LM, arXiv 1909.08053, section 3: two all-reduces forward and two backward a layer.
  @Test func `tensor parallelism alone sums four streams a layer`() throws {
    var plan = Plan(globalBatch: 1)
    plan.tensor = 2
    plan.sharesSequence = false
    let sums = try bytes(plan)
    #expect(sums["tp all-reduce"] == Self.stream * (4 * 4 + 2) + 3 * 64 * 4)
    #expect(sums["tp all-gather"] == nil)
    // Recomputation sums forward once more, but for embedding and head.
    plan.recompute = .full
    #expect(try bytes(plan)["tp all-reduce"] == Self.stream * (4 * 6 + 2) + 3 * 64 * 4)
  }

  // Weights of a layer: q, o 2 x 64 x 64; k, v 2 x 64 x 32; three of 64 x 256; two norms of 64.
  private static let layer: Double = 2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 256 + 2 * 64
  private static let weights: Double = 4 * layer + 131_072 + 64
  /// Of 2 bytes a weight.
  private static let whole: Double = 2 * weights

  @Test func `replicas reduce gradients once a step and gather weights once`() throws {
    var plan = Plan(globalBatch: 8)
    plan.data = 4
    #expect(
      try bytes(plan) == [
        "dp reduce-scatter": Self.whole, "dp all-gather": Self.whole,
      ])
    plan.gradientBytes = 4
    plan.sharding = .none
    #expect(try bytes(plan) == ["dp all-reduce": 2 * Self.whole])
    // Shared gradients are reduced with every microbatch, of which there are two.
    plan.sharding = .gradients
    #expect(
      try bytes(plan) == [
        "dp reduce-scatter": 4 * Self.whole, "dp all-gather": Self.whole,
      ])
  }

  // Nothing changes, so nothing is summed, and shards are gathered forward and backward alone.
  @Test func `replicas of frozen weights exchange nothing but shards of them`() throws {
    var plan = Plan(globalBatch: 8)
    plan.data = 4
    plan.frozen = true
    #expect(try bytes(plan).isEmpty)
    plan.sharding = .weights
    #expect(try bytes(plan) == ["dp all-gather": 4 * Self.whole])
  }

  // Rajbhandari and others, arXiv 1910.02054, section 7.2.2: weights forward and backward, and
  // gradients, with every microbatch.
  @Test func `fully sharded weights are gathered twice and reduced once a microbatch`() throws {
    var plan = Plan(globalBatch: 8)
    plan.data = 4
    plan.sharding = .weights
    #expect(
      try bytes(plan) == [
        "dp reduce-scatter": 2 * Self.whole, "dp all-gather": 4 * Self.whole,
      ])
    // Hybrid: shards within pairs, and their sums over the two copies once a step.
    plan.shardingGroup = 2
    #expect(
      try bytes(plan) == [
        "dp-shard reduce-scatter": 2 * Self.whole, "dp-shard all-gather": 4 * Self.whole,
        "dp-copies all-reduce": Self.whole / 2,
      ])
  }

  @Test func `a stage hands each microbatch on and its errors back`() throws {
    var plan = Plan(globalBatch: 4)
    plan.pipeline = 2
    let sums = try bytes(plan)
    #expect(sums["pp send"] == 4 * Self.stream)
    #expect(sums["pp receive"] == 4 * Self.stream)
    // Two parts a stage: the first stage sends both forward, and receives the first's end.
    plan.interleave = 2
    #expect(try bytes(plan)["pp send"] == 4 * 3 * Self.stream)
    // Tensor ranks send their share.
    plan.interleave = 1
    plan.tensor = 2
    #expect(try bytes(plan)["pp send"] == 4 * Self.stream / 2)
    plan.sharesSequence = false
    #expect(try bytes(plan)["pp send"] == 4 * Self.stream / 2)
  }

  // Keys and values of four heads of eight: 64 values a token.
  @Test func `ranks that share sequences gather keys and values, or hand them around`() throws {
    var plan = Plan(globalBatch: 1)
    plan.context = 4
    let keysAndValues = 64.0 * 64 * 2
    let gathered = try bytes(plan)
    // Forward, and again backward; their gradients are scattered.
    #expect(gathered["cp all-gather"] == 4 * 2 * keysAndValues)
    #expect(gathered["cp reduce-scatter"] == 4 * keysAndValues)
    plan.contextMethod = .ring
    // In each of four layers a quarter of them in three messages forward; backward in three with
    // their gradients, which are as large, and those once more: 3 + 6 + 1.
    #expect(try bytes(plan)["cp send"] == keysAndValues * 10)
  }

  // Two of four layers have experts; a token goes to two of them, 64 values of 2 bytes each.
  @Test func `experts take a copy of each token for each of its experts, and back`() throws {
    var plan = Plan(globalBatch: 4)
    plan.data = 4
    plan.expert = 4
    let copies = 64.0 * 2 * 64 * 2
    let sums = try bytes(plan, TrainingModels.small)
    #expect(sums["ep all-to-all"] == 2 * 4 * copies)
    // Experts of a rank have no other replica: 4 ranks, 4 shares.
    #expect(sums["edp reduce-scatter"] == nil)
    // Two nodes of two ranks: on average 2 (1 - 1/4) = 1.5 of them for a token of two experts.
    plan.expertNode = 2
    let nodes = try bytes(plan, TrainingModels.small)
    #expect(nodes["ep-rail all-to-all"] == 2 * 4 * copies / 2 * 1.5)
    #expect(nodes["ep-node all-to-all"] == 2 * 4 * copies)
  }
}
