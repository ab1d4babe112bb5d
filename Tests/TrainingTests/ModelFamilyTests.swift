// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Workloads

@testable import Training

/// Steps of convolutional networks, recommenders and transformers over tables.
struct ModelFamilyTests {
  static let names = ["resnet-50", "dlrm-dcnv2", "tabpfn-v2"]

  private func step(_ name: String, _ plan: Plan) throws -> StepDescription {
    try StepDescription(try ModelsFolder.model(name).architecture, plan)
  }

  private func plan(replicas: Int, samples: Int) -> Plan {
    var plan = Plan(globalBatch: replicas * samples)
    plan.data = replicas
    plan.microbatch = samples
    return plan
  }

  /// A way or an option that whole replicas do not have.
  struct Change: Sendable {
    var key: String
    var make: @Sendable (inout Plan) -> Void

    init(_ key: String, _ make: @escaping @Sendable (inout Plan) -> Void) {
      self.key = key
      self.make = make
    }
  }

  static let changes = [
    Change("tp") { $0.tensor = 2 }, Change("cp") { $0.context = 2 },
    Change("pp") { $0.pipeline = 2 }, Change("ep") { $0.expert = 2 },
    Change("etp") { $0.expertTensor = 1 }, Change("ep_node") { $0.expertNode = 2 },
    Change("overlap.tp") { $0.overlap.tensor = 2 }, Change("overlap.ep") { $0.overlap.expert = 2 },
    Change("sequence") { $0.sequence = 64 }, Change("dropout") { $0.dropout = true },
    Change("schedule") { $0.schedule = .gpipe }, Change("stage_layers") { $0.stageLayers = [1] },
    Change("count_ends") { $0.countsEnds = true },
    Change("imbalance") { $0.expertImbalance = 1.5 },
    Change("recompute_layers") { $0.recomputedLayers = 1 },
    Change("global_batch") { $0.globalBatch = 7 }, Change("interleave") { $0.interleave = 2 },
    Change("shard_group") { $0.shardingGroup = 2 },
  ]

  @Test(arguments: changes)
  func `a plan that shares more than replicas is refused`(change: Change) {
    for name in Self.names {
      var plan = plan(replicas: 4, samples: 2)
      change.make(&plan)
      let error = #expect(throws: PlanError.self) { try step(name, plan) }
      #expect(error?.key == change.key, "\(name)")
    }
  }

  @Test func `what a family cannot compute again is refused`() throws {
    let allowed: [(String, [Plan.Recompute])] = [
      ("resnet-50", [.none, .full]), ("dlrm-dcnv2", [.none]),
      ("tabpfn-v2", [.none, .selective, .full]),
    ]
    for (name, kinds) in allowed {
      for kind in Plan.Recompute.allCases {
        var plan = plan(replicas: 4, samples: 2)
        plan.recompute = kind
        if kinds.contains(kind) {
          _ = try step(name, plan)
        } else {
          let error = #expect(throws: PlanError.self) { try step(name, plan) }
          #expect(error?.key == "recompute")
        }
      }
    }
  }

  @Test func `scores are kept where there is attention`() throws {
    var plan = plan(replicas: 2, samples: 1)
    plan.keepsScores = true
    #expect(throws: PlanError.self) { try step("resnet-50", plan) }
    #expect(throws: PlanError.self) { try step("dlrm-dcnv2", plan) }
    let kept = try step("tabpfn-v2", plan).blocks[1].kept
    // 2,048 rows of 81 cells: 81 scores of each along columns, 1,024 along rows, six heads, 2 B.
    #expect(kept.all - kept.selective == Double(2048 * 81 * (81 + 1024) * 6 * 2))
  }

  @Test(arguments: names)
  func `a step is a program whose ranks match`(name: String) throws {
    for sharding in Plan.Sharding.allCases {
      var plan = plan(replicas: 4, samples: 2)
      plan.globalBatch = 16
      plan.sharding = sharding
      let step = try step(name, plan)
      let program = TrainingProgram.build(name: name, step, paces: [TrainingModels.pace])
      try program.validate()
      #expect(program.rankCount == 4)
    }
  }

  @Test func `sums of looked-up rows go to the sample's replica, and gradients back`() throws {
    let blocks = try step("dlrm-dcnv2", plan(replicas: 8, samples: 1024)).blocks
    let exchanges = blocks.flatMap(\.segments).flatMap { $0.entering + $0.leaving }
    #expect(exchanges.allSatisfy { $0.dimension == .data && $0.forward == .allToAll })
    // 214 indices of 8 bytes a sample; 26 sums of 128 features of 2 bytes.
    let bytes = [1024 * 214 * 8, 1024 * 26 * 128 * 2]
    #expect(exchanges.map { Int($0.bytes) } == bytes)
    #expect(exchanges.map(\.backward) == [nil, .allToAll])
    // One replica has all of its rows.
    let alone = try step("dlrm-dcnv2", plan(replicas: 1, samples: 1024)).blocks
    #expect(alone.flatMap(\.segments).allSatisfy { $0.entering.isEmpty && $0.leaving.isEmpty })
  }

  @Test func `a look-up reads rows and backward changes them`() throws {
    let tables = try step("dlrm-dcnv2", plan(replicas: 8, samples: 1)).blocks[0]
    // 214 rows of 129 numbers of 4 bytes, and 26 sums of 128 of 2.
    let rows = 214.0 * 129 * 4
    let sums = 26.0 * 128 * 2
    #expect(
      tables.segments[0].operators
        == [.streaming(Streaming(.plain, bytes: rows + sums, backwardBytes: 2 * rows + sums))])
  }

  @Test func `a ResNet's block keeps what its norms and convolutions read`() throws {
    let blocks = try step("resnet-50", plan(replicas: 1, samples: 1)).blocks
    #expect(blocks.count == 1 + 16 + 1)
    // The first of a stage of 56 x 56: 64, 64 and 256 channels, and 256 around; two bytes, twice.
    #expect(blocks[1].kept.all == Double(56 * 56 * (64 + 64 + 256 + 256) * 4))
    #expect(blocks[1].kept.input == Double(56 * 56 * 64 * 2))
    // The first of the next still reads 56 x 56 in its 1 x 1.
    let values = 56 * 56 * 128 + 28 * 28 * (128 + 512 + 512)
    #expect(blocks[4].kept.all == Double(values * 4))
    #expect(blocks[4].kept.input == Double(56 * 56 * 256 * 2))
  }
}
