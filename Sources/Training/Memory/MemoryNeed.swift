// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Bytes that one accelerator of a stage holds at the fullest moment of a step.
package struct MemoryNeed: Sendable, Hashable {
  package var stage: Int
  /// In the format of products' results, two bytes each; of fully sharded weights the rank's share.
  /// Tables that rows are looked up in, with the state of their optimizer.
  package var weights: Double
  package var gradients: Double
  /// Weights in single precision and Adam's two moments.
  package var optimizer: Double
  /// What forward keeps for backward, at the turn where that is most.
  package var activations: Double
  /// Blocks whose weights and gradients are whole for as long as they are worked on, and a layer
  /// that is computed again.
  package var buffers: Double

  package var total: Double { weights + gradients + optimizer + activations + buffers }

  /// - Parameters:
  ///   - step: the model under its plan.
  ///   - stage: from 0.
  package init(_ step: StepDescription, stage: Int) {
    let plan = step.plan
    let rows = step.rows(stage: stage)
    let dense = rows.reduce(0) { $0 + step.blocks[$1].denseWeights }
    let expert = rows.reduce(0) { $0 + step.blocks[$1].expertWeights }
    let groups = RankGroups(plan)
    let shard = Double(plan.shardingGroup ?? groups.size(.data))
    let expertShard = Double(groups.size(.expertData))
    let shared = dense / shard + expert / expertShard
    let whole = dense + expert
    let bytes = Double(plan.gradientBytes)
    let largest = rows.map { step.blocks[$0].denseWeights + step.blocks[$0].expertWeights }
      .sorted(by: >)
    self.stage = stage
    weights =
      (plan.sharding == .weights ? shared : whole) * Microbatch.bytesOfValue
      + rows.reduce(0) { $0 + step.blocks[$1].tableBytes }
    gradients =
      plan.frozen
      ? 0
      : (plan.sharding == .weights || plan.sharding == .gradients ? shared : whole) * bytes
    optimizer =
      plan.offload.optimizer || plan.frozen
      ? 0 : step.ownedWeights(stage: stage) * OptimizerBytes.state
    activations =
      Self.mostKept(step, stage: stage) * (1 - plan.offload.activations)
    buffers = 0
    if plan.sharding == .weights {
      // The block at hand and the next.
      buffers += largest.prefix(2).reduce(0, +) * Microbatch.bytesOfValue
    }
    if plan.sharding == .weights || plan.sharding == .gradients, !plan.frozen {
      buffers += (largest.first ?? 0) * bytes
    }
    if plan.recompute != .none {
      // The block that is computed again is kept whole meanwhile.
      buffers += rows.map { step.blocks[$0].kept.all - step.kept($0) }.max() ?? 0
    }
  }

  /// Every stage of a plan.
  ///
  /// - Parameter step: the model under its plan.
  /// - Returns: one entry a stage, the first first.
  package static func stages(of step: StepDescription) -> [MemoryNeed] {
    (0..<step.plan.pipeline).map { MemoryNeed(step, stage: $0) }
  }

  /// The most that the turns of a stage keep at one time.
  private static func mostKept(_ step: StepDescription, stage: Int) -> Double {
    let plan = step.plan
    let ofPart = (0..<plan.interleave).map { part in
      step.cut.blocks(stage: stage, part: part, of: plan.pipeline)
        .reduce(0) { $0 + step.kept($1) }
    }
    var kept = 0.0
    var most = 0.0
    for turn in PipelineTurns(plan).turns(ofStage: stage) {
      switch turn.work {
      case .forward: kept += ofPart[turn.part]
      // With gradients of inputs alone, what those of weights need stays.
      case .inputs: break
      case .backward, .weights: kept -= ofPart[turn.part]
      }
      most = max(most, kept)
    }
    return most
  }
}
