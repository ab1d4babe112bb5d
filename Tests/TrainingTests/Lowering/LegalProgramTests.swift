// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Workloads

@testable import Training

/// Plans drawn at random: those that pass the check give programs whose ranks match.
struct LegalProgramTests {
  static func draw(_ generator: inout SeededGenerator) -> Plan {
    func one<Value>(_ values: [Value]) -> Value {
      values[Int(generator.next() % UInt64(values.count))]
    }
    var plan = Plan(globalBatch: one([8, 16, 32]))
    plan.tensor = one([1, 2, 4])
    plan.sharesSequence = one([true, false])
    plan.context = one([1, 2])
    plan.contextMethod = one([.allGather, .ring])
    plan.pipeline = one([1, 2, 4])
    plan.schedule = one([.gpipe, .oneForwardOneBackward, .zeroBubble])
    plan.interleave = one([1, 1, 2])
    plan.data = one([1, 2, 4])
    plan.sharding = one([.none, .optimizer, .gradients, .weights])
    plan.shardingGroup = one([nil, nil, 2])
    plan.expert = one([1, 2, 4])
    if plan.expert > 1 {
      plan.expertTensor = one([nil, 1])
      plan.expertNode = one([nil, 2])
    }
    plan.microbatch = one([1, 2])
    plan.recompute = one([.none, .selective, .full])
    plan.overlap.data = one([true, false])
    plan.overlap.tensor = one([1, 2])
    plan.overlap.expert = one([1, 2])
    plan.overlap.pipeline = one([true, false])
    plan.offload.optimizer = one([true, false])
    plan.offload.activations = one([0, 0.5])
    return plan
  }

  @Test func `programs of legal plans have ranks whose work matches`() throws {
    var generator = SeededGenerator(seed: 8)
    var legal = 0
    var refused = 0
    for _ in 0..<3000 {
      let plan = Self.draw(&generator)
      let model = plan.expert > 1 ? TrainingModels.small : TrainingModels.dense
      let step: StepDescription
      do { step = try StepDescription(model, plan) } catch {
        refused += 1
        continue
      }
      let program = TrainingProgram.build(name: "drawn", step, paces: [TrainingModels.pace])
      legal += 1
      do { try program.validate() } catch {
        Issue.record("\(plan): \(error)")
        return
      }
    }
    #expect(legal > 300)
    #expect(refused > 300)
  }
}
