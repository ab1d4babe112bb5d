// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Each rule that a plan may break: a plan that keeps all of them but one, and the reason's text.
struct PlanCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let key: String
    let problem: String
    var batch = 16
    var model: Transformer = TrainingModels.dense
    let change: @Sendable (inout Plan) -> Void

    var testDescription: String { "\(key): \(problem)" }
  }

  private static func changed(
    _ model: Transformer, _ change: (inout Transformer) -> Void
  ) -> Transformer {
    var model = model
    change(&model)
    return model
  }

  private static let ofRanks: [Case] = [
    Case(
      key: "global_batch", problem: "18 sequences are no multiple of dp 4 x microbatch 2 = 8",
      batch: 18
    ) {
      $0.data = 4
      $0.microbatch = 2
    },
    Case(key: "tp", problem: "3 does not divide the 8 attention heads") { $0.tensor = 3 },
    Case(
      key: "tp", problem: "2 and the 3 heads of keys and values: neither divides the other",
      model: changed(TrainingModels.dense) {
        $0.attention.heads = 12
        $0.attention.keyValueHeads = 3
      }
    ) { $0.tensor = 2 },
    Case(
      key: "tp", problem: "4 does not divide the feed-forward width 258",
      model: changed(TrainingModels.dense) { $0.feedForward.size = 258 }
    ) { $0.tensor = 4 },
    Case(
      key: "sequence", problem: "128 tokens, and the model has 64 positions",
      model: changed(TrainingModels.dense) { $0.positions = .learned(64) }
    ) { $0.sequence = 128 },
    Case(
      key: "cp", problem: "3 ranks take two parts each of a sequence: 64 is no multiple of 6"
    ) { $0.context = 3 },
    Case(
      key: "tp",
      problem: "8 does not divide the 34 tokens that sequence parallelism shares; write "
        + "sequence_parallel: false"
    ) {
      $0.tensor = 8
      $0.context = 2
      $0.sequence = 68
    },
    Case(key: "overlap.tp", problem: "needs tp above 1 with sequence_parallel") {
      $0.overlap.tensor = 2
    },
    Case(key: "overlap.tp", problem: "needs tp above 1 with sequence_parallel") {
      $0.tensor = 2
      $0.sharesSequence = false
      $0.overlap.tensor = 2
    },
  ]

  private static let ofStages: [Case] = [
    Case(key: "interleave", problem: "2 virtual stages of a pipeline of one") {
      $0.interleave = 2
    },
    Case(key: "interleave", problem: "2 goes with schedule 1f1b, not gpipe") {
      $0.pipeline = 2
      $0.interleave = 2
      $0.schedule = .gpipe
    },
    Case(
      key: "interleave",
      problem: "3 microbatches are no multiple of pp 2, as interleaved stages need", batch: 3
    ) {
      $0.pipeline = 2
      $0.interleave = 2
    },
    Case(key: "stage_layers", problem: "3 entries for 2 virtual stages") {
      $0.pipeline = 2
      $0.stageLayers = [2, 1, 1]
    },
    Case(key: "stage_layers", problem: "add up to 3 layers; the model has 4") {
      $0.pipeline = 2
      $0.stageLayers = [2, 1]
    },
    Case(
      key: "pp",
      problem: "4 layers are no multiple of pp 3 x interleave 1 = 3; write count_ends: true, which "
        + "counts embedding and head as layers, or stage_layers: [...]"
    ) { $0.pipeline = 3 },
    Case(
      key: "pp",
      problem: "4 layers are no multiple of pp 4 x interleave 2 = 8; write stage_layers: [...]"
    ) {
      $0.pipeline = 4
      $0.interleave = 2
    },
    Case(
      key: "pp",
      problem: "4 layers and the two ends are no multiple of pp 4 x interleave 1 = 4; write "
        + "stage_layers: [...]"
    ) {
      $0.pipeline = 4
      $0.countsEnds = true
    },
    Case(key: "recompute_layers", problem: "goes with recompute: full") {
      $0.recompute = .selective
      $0.recomputedLayers = 1
    },
    Case(
      key: "schedule",
      problem: "zero-bubble keeps activations for the gradients of weights; recompute: full does "
        + "not"
    ) {
      $0.pipeline = 2
      $0.schedule = .zeroBubble
      $0.recompute = .full
    },
    Case(
      key: "frozen",
      problem: "zero-bubble fills the bubble with gradients of weights, and there are none"
    ) {
      $0.pipeline = 2
      $0.schedule = .zeroBubble
      $0.frozen = true
    },
    Case(key: "frozen", problem: "leaves no optimizer that offload.optimizer could move") {
      $0.frozen = true
      $0.offload.optimizer = true
    },
  ]

  private static let ofExperts: [Case] = [
    Case(key: "ep", problem: "the model has no experts") {
      $0.data = 2
      $0.expert = 2
    },
    Case(key: "etp", problem: "the model has no experts") { $0.expertTensor = 1 },
    Case(key: "ep_node", problem: "the model has no experts") { $0.expertNode = 1 },
    Case(key: "etp", problem: "2: allowed are 1 and tp, 4", model: TrainingModels.small) {
      $0.tensor = 4
      $0.expertTensor = 2
    },
    Case(
      key: "etp", problem: "4 does not divide the experts' width 30",
      model: changed(TrainingModels.small) { $0.experts?.network.size = 30 }
    ) { $0.tensor = 4 },
    Case(key: "ep", problem: "3 does not divide the 8 experts", model: TrainingModels.small) {
      $0.expert = 3
    },
    Case(
      key: "ep",
      problem: "2 x 4 ranks of an expert group do not divide the 4 ranks of a stage (tp x cp x dp)",
      model: TrainingModels.small
    ) {
      $0.tensor = 2
      $0.data = 2
      $0.expert = 4
    },
    Case(key: "ep_node", problem: "3 does not divide ep 4", model: TrainingModels.small) {
      $0.data = 4
      $0.expert = 4
      $0.expertNode = 3
    },
    Case(key: "shard_group", problem: "goes with sharding: weights, not optimizer") {
      $0.data = 4
      $0.shardingGroup = 2
    },
    Case(key: "shard_group", problem: "3 does not divide dp x cp = 8") {
      $0.data = 4
      $0.context = 2
      $0.sharding = .weights
      $0.shardingGroup = 3
    },
  ]

  @Test(arguments: ofRanks + ofStages + ofExperts)
  func `a plan that breaks a rule is refused with the key and the reason`(one: Case) throws {
    var plan = Plan(globalBatch: one.batch)
    one.change(&plan)
    let error = try #require(throws: PlanError.self) { _ = try StepDescription(one.model, plan) }
    #expect(error == PlanError(one.key, one.problem))
    #expect("\(error)" == "plan: \(one.key): \(one.problem)")
  }

  @Test func `where every layer has experts no dense width is shared`() throws {
    var model = TrainingModels.small
    model.experts?.every = 1
    model.feedForward.size = 258
    var plan = Plan(globalBatch: 4)
    plan.tensor = 4
    _ = try StepDescription(model, plan)
  }

  // Six slots of embedding, four layers and head on two and on three stages.
  @Test func `ends that count as layers leave first and last stage a layer less`() throws {
    var plan = Plan(globalBatch: 6)
    plan.countsEnds = true
    func layers(_ stages: Int) throws -> [Int] {
      plan.pipeline = stages
      let step = try StepDescription(TrainingModels.dense, plan)
      return (0..<stages).map { step.rows(stage: $0).filter(step.isLayer).count }
    }
    #expect(try layers(2) == [2, 2])
    #expect(try layers(3) == [1, 2, 1])
    #expect(try layers(6) == [0, 1, 1, 1, 1, 0])
  }

  @Test func `layers that are stated by virtual stage are taken in turns`() throws {
    var plan = Plan(globalBatch: 4)
    plan.pipeline = 2
    plan.interleave = 2
    plan.stageLayers = [0, 1, 3, 0]
    let step = try StepDescription(TrainingModels.dense, plan)
    // Rows: the embedding is 0, layers 1 to 4, the head 5.
    #expect(step.rows(stage: 0) == [0, 2, 3, 4])
    #expect(step.rows(stage: 1) == [1, 5])
  }
}
