// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

@testable import Training

/// However a step is shared, its ranks do the model's work: what is counted by operator and rank
/// here against what is counted by weight in `ModelWork`.
struct WorkTests {
  /// Floating-point operations of all ranks of a step.
  private static func work(_ plan: Plan, _ model: Transformer) throws -> Double {
    let step = try StepDescription(model, plan)
    let program = TrainingProgram.build(name: "work", step, paces: [TrainingModels.pace])
    let ofGraph = program.graphs.map { $0.work.reduce(0, +) }
    return program.graphOfRank.reduce(0) { $0 + ofGraph[Int($1)] }
  }

  struct Sharing: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout Plan) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout Plan) -> Void) {
      testDescription = name
      self.change = change
    }
  }

  private static let sharings: [Sharing] = [
    Sharing("one rank") { _ in },
    Sharing("microbatches of four") { $0.microbatch = 4 },
    Sharing("tensor") { $0.tensor = 4 },
    Sharing("tensor without sequences") {
      $0.tensor = 2
      $0.sharesSequence = false
    },
    Sharing("tensor in two parts") {
      $0.tensor = 2
      $0.overlap.tensor = 2
    },
    Sharing("context") { $0.context = 4 },
    Sharing("a ring of context") {
      $0.context = 4
      $0.contextMethod = .ring
    },
    Sharing("stages") {
      $0.pipeline = 4
      $0.schedule = .gpipe
    },
    Sharing("stages in parts") {
      $0.pipeline = 2
      $0.interleave = 2
    },
    Sharing("stages that put off gradients of weights") {
      $0.pipeline = 4
      $0.schedule = .zeroBubble
    },
    Sharing("replicas") { $0.data = 4 },
    Sharing("shards of weights") {
      $0.data = 4
      $0.sharding = .weights
      $0.shardingGroup = 2
    },
    Sharing("experts") {
      $0.data = 4
      $0.expert = 4
      $0.expertNode = 2
    },
    Sharing("experts over tensor ranks") {
      $0.tensor = 2
      $0.expert = 2
      $0.expertTensor = 1
    },
    Sharing("experts' products") {
      $0.tensor = 2
      $0.data = 2
      $0.expert = 2
      $0.overlap.expert = 2
    },
    Sharing("experts without sequences") {
      $0.tensor = 2
      $0.sharesSequence = false
      $0.expert = 2
      $0.expertTensor = 1
    },
    Sharing("everything at once") {
      $0.tensor = 2
      $0.context = 2
      $0.pipeline = 2
      $0.interleave = 2
      $0.data = 2
      $0.expert = 4
      $0.expertTensor = 1
      $0.offload.activations = 0.5
    },
  ]

  // Both counts are sums of whole numbers times powers of two, added up in another order.
  private static let rounding = 1e-12

  // Unfused cores take every pair of query and key, forward once and backward twice: the model's
  // work without a mask. Fused ones take half of the pairs, and backward 2.5 times forward where
  // the model needs twice: half a core more than the model's causal work.
  @Test(arguments: sharings)
  func `ranks together do the work of the model, and a fused core's half more`(
    sharing: Sharing
  ) throws {
    let model = TrainingModels.small
    let ofModel = ModelWork(of: .transformer(model))
    var plan = Plan(globalBatch: 16)
    sharing.change(&plan)
    let sequences = Double(plan.globalBatch)
    plan.keepsScores = true
    let full = sequences * ofModel.training(.full)
    #expect((try Self.work(plan, model) - full).magnitude <= Self.rounding * full)
    plan.keepsScores = false
    let again = 0.5 * ofModel.forward(.attentionCore, .causal)
    let causal = sequences * (ofModel.training(.causal) + again)
    #expect((try Self.work(plan, model) - causal).magnitude <= Self.rounding * causal)
  }

  // Products once forward and once for gradients of inputs; unfused cores three times as ever.
  @Test(arguments: sharings)
  func `with frozen weights ranks do no work for gradients of them`(sharing: Sharing) throws {
    let model = TrainingModels.small
    var plan = Plan(globalBatch: 16)
    sharing.change(&plan)
    guard plan.schedule != .zeroBubble else { return }
    plan.frozen = true
    plan.keepsScores = true
    let work = ModelWork(of: .transformer(model)).frozenTraining(.full)
    let full = Double(plan.globalBatch) * work
    #expect((try Self.work(plan, model) - full).magnitude <= Self.rounding * full)
  }

  // Full recomputation runs layers forward once more, not embedding and head; selective the cores.
  @Test func `recomputation adds what it runs again`() throws {
    let model = TrainingModels.dense
    let ofModel = ModelWork(of: .transformer(model))
    var plan = Plan(globalBatch: 4)
    let plain = try Self.work(plan, model)
    func added(_ recompute: Plan.Recompute, _ layers: Int? = nil) throws -> Double {
      plan.recompute = recompute
      plan.recomputedLayers = layers
      return try Self.work(plan, model) - plain
    }
    let layers = 4 * (ofModel.forward() - ofModel.forward(.head))
    #expect((try added(.full) - layers).magnitude <= Self.rounding * plain)
    #expect((try added(.full, 1) - layers / 4).magnitude <= Self.rounding * plain)
    let cores = 4 * ofModel.forward(.attentionCore)
    #expect((try added(.selective) - cores).magnitude <= Self.rounding * plain)
    #expect((try added(.elementwise)).magnitude <= Self.rounding * plain)
  }

  // Four heads of keys and values on eight ranks: each is projected twice.
  @Test func `heads of keys and values that several ranks hold are computed by each`() throws {
    let model = TrainingModels.dense
    var plan = Plan(globalBatch: 1)
    let alone = try Self.work(plan, model)
    plan.tensor = 8
    // 4 layers, forward and both gradients, 64 tokens by 64 features to 4 heads of 8 + 8 more.
    let more = 4 * 3 * 2 * 64.0 * 64 * 4 * 16
    #expect((try Self.work(plan, model) - alone - more).magnitude <= Self.rounding * alone)
  }
}
