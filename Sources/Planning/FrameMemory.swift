// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// Bytes that accelerators of each stage hold, by sharding and recomputation: the arithmetic of
/// `MemoryNeed` on kinds of blocks instead of blocks.
struct FrameMemory {
  /// By `Plan.Sharding` and `Plan.Recompute`: of the fullest stage.
  private var most = [Double](
    repeating: 0, count: Plan.Sharding.allCases.count * Plan.Recompute.allCases.count)
  /// By stage, the same; empty unless they were asked for.
  private(set) var ofStages: [[Double]] = []

  /// - Parameters:
  ///   - frame: whose.
  ///   - stages: its blocks by stage.
  ///   - table: its blocks.
  ///   - base: bytes of gradients.
  ///   - keepsStages: whether stages are told by themselves.
  init(
    _ frame: PlanFrame, _ stages: StageTable, _ table: BlockTable, _ base: Plan,
    keepsStages: Bool = false
  ) {
    let plan = frame.plan(base)
    let groups = RankGroups(plan)
    let shard = Double(groups.size(.data))
    let expertShard = Double(groups.size(.expertData))
    let states = stages.kinds.map {
      Self.state($0, table, base, shard: shard, expertShard: expertShard)
    }
    for stage in 0..<frame.pipeline {
      let state = states[stages.kindOfStage[stage]]
      let activations = Self.activations(stage, plan, stages, table)
      var all: [Double] = []
      for sharding in state {
        for recompute in activations {
          let bytes = sharding + recompute
          most[all.count] = max(most[all.count], bytes)
          all.append(bytes)
        }
      }
      if keepsStages { ofStages.append(all) }
    }
  }

  /// The fullest stage.
  func most(_ sharding: Plan.Sharding, _ recompute: Plan.Recompute) -> Double {
    most[Self.place(sharding, recompute)]
  }

  static func place(_ sharding: Plan.Sharding, _ recompute: Plan.Recompute) -> Int {
    sharding.place * Plan.Recompute.allCases.count + recompute.place
  }

  private static func state(
    _ stage: StageTable.Kind, _ table: BlockTable, _ base: Plan, shard: Double,
    expertShard: Double
  ) -> [Double] {
    var (dense, expert) = (0.0, 0.0)
    var sizes: [Double] = []
    for (row, count) in stage.counts.enumerated() where count > 0 {
      let kind = table.kinds[row]
      dense += count * kind.block.denseWeights
      expert += count * kind.block.expertWeights
      sizes += [Double](repeating: kind.weights, count: min(2, Int(count)))
    }
    sizes.sort(by: >)
    let whole = dense + expert
    let shared = dense / shard + expert / expertShard
    let value = OptimizerBytes.weight
    let gradient = Double(base.gradientBytes)
    return Plan.Sharding.allCases.map { sharding in
      let sharesGradients = sharding == .weights || sharding == .gradients
      var bytes = (sharding == .weights ? shared : whole) * value
      bytes += (sharesGradients ? shared : whole) * gradient
      bytes += (sharding == .none ? whole : shared) * OptimizerBytes.state
      if sharding == .weights { bytes += sizes.prefix(2).reduce(0, +) * value }
      if sharesGradients { bytes += (sizes.first ?? 0) * gradient }
      return bytes
    }
  }

  private static func activations(
    _ stage: Int, _ plan: Plan, _ stages: StageTable, _ table: BlockTable
  ) -> [Double] {
    let counts = stages.kinds[stages.kindOfStage[stage]].counts
    return Plan.Recompute.allCases.indices.map { recompute in
      let kept = table.kinds.map { $0.kept[recompute] }
      let ofPart = stages.parts[stage].map { $0.dot(kept) }
      let again = counts.indices.reduce(0.0) {
        counts[$1] > 0 ? max($0, table.kinds[$1].again[recompute]) : $0
      }
      return mostKept(ofPart, stage: stage, plan) + again
    }
  }

  /// The most that one-forward-one-backward keeps: what `PipelineTurns` takes ahead, and one more.
  /// Parts that keep different amounts are followed through one round.
  private static func mostKept(_ ofPart: [Double], stage: Int, _ plan: Plan) -> Double {
    let (stages, parts) = (plan.pipeline, ofPart.count)
    let total = plan.microbatches * parts
    let ahead = stages - stage - 1
    let warmUp = min(parts == 1 ? ahead : 2 * ahead + (parts - 1) * stages, total)
    guard let first = ofPart.first, ofPart.contains(where: { $0 != first }) else {
      return (ofPart.first ?? 0) * Double(min(warmUp + 1, total))
    }
    func part(_ index: Int) -> Int { index % (stages * parts) / stages }
    var kept = 0.0
    for index in 0..<warmUp { kept += ofPart[part(index)] }
    var most = kept
    for steady in 0..<min(total - warmUp, stages * parts) {
      kept += ofPart[part(warmUp + steady)]
      most = max(most, kept)
      kept -= ofPart[parts - 1 - part(steady)]
    }
    return most
  }
}
