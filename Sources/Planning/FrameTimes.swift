// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// Evaluates the variants of a frame: passes of the stages, the pipeline that they make, and what
/// replicas exchange before and behind it.
struct FrameTimes {
  let shape: PlanEvaluator.Shape
  let base: Plan
  let pace: ComputePace
  let seconds: [BlockSeconds]
  let messages: StageMessages
  let power: PlanPower

  private let frame: PlanFrame
  private let gathers: [Double]
  private let scatters: [Double]
  private let reductions: [Double]
  /// Seconds of the optimizer by kind of stage: where all keep its state, and where they share it.
  private let optimizerAlone: [Double]
  private let optimizerShared: [Double]
  // Room that variants use one after another.
  private var passes = Passes()
  private var pipeline = PipelineTime()

  init(
    shape: PlanEvaluator.Shape, base: Plan, pace: ComputePace, seconds: [BlockSeconds],
    replicas: [ReplicaSeconds], messages: StageMessages, power: PlanPower
  ) {
    self.shape = shape
    self.base = base
    self.pace = pace
    self.seconds = seconds
    self.messages = messages
    self.power = power
    frame = shape.frame
    gathers = replicas.map(\.gather)
    scatters = replicas.map(\.scatter)
    reductions = replicas.map(\.reduce)
    let groups = RankGroups(shape.frame.plan(base))
    let shares = (Double(groups.size(.data)), Double(groups.size(.expertData)))
    let dense = shape.table.kinds.map(\.block.denseWeights)
    let expert = shape.table.kinds.map(\.block.expertWeights)
    let perWeight = pace.optimizerBytes / pace.memoryRate
    optimizerAlone = shape.stages.kinds.map {
      ($0.counts.dot(dense) + $0.counts.dot(expert)) * perWeight
    }
    optimizerShared = shape.stages.kinds.map {
      ($0.counts.dot(dense) / shares.0 + $0.counts.dot(expert) / shares.1) * perWeight
    }
  }

  /// Passes of each kind of block in a variant.
  private struct Passes {
    var forward: [Double] = []
    var backward: [Double] = []
    /// Arithmetic of both.
    var computing: [Double] = []
  }

  /// - Parameter variant: of the frame.
  /// - Returns: its time, power and memory.
  mutating func figures(_ variant: PlanVariant) -> PlanFigures {
    findPasses(variant)
    let microbatches = Double(base.globalBatch / (frame.data * frame.microbatch))
    pipeline.follow(
      shape, passes.forward, passes.backward, messages, microbatches: microbatches,
      overlaps: variant.overlapsPipeline)
    var end = 0.0
    var (computing, exchanging, ranksOfStages) = (0.0, 0.0, 0.0)
    let wait = start(variant, passes)
    for (row, stage) in shape.stages.kinds.enumerated() {
      let tail = self.tail(variant, stage, passes, microbatches)
      let optimizer = (variant.sharding == .none ? optimizerAlone : optimizerShared)[row]
      let isEnd = stage.first == 0 || stage.first + stage.stages == frame.pipeline
      let last = tail + optimizer + (isEnd ? messages.tied : 0)
      end = max(end, last - pipeline.ahead[row])
      let work = microbatches * stage.counts.dot(passes.computing)
      let busy = microbatches * (pipeline.forward[row] + pipeline.backward[row])
      let weight = Double(stage.stages)
      computing += weight * (work + optimizer)
      exchanging += weight * (max(0, busy - work) + wait + tail)
      ranksOfStages += weight
    }
    let step = wait + pipeline.seconds + max(0, end)
    return PlanFigures(
      seconds: step,
      watts: power.average(
        ranks: frame.ranks, step: step, computing: computing / ranksOfStages,
        communicating: exchanging / ranksOfStages),
      memory: shape.memory.most(variant.sharding, variant.recompute))
  }

  // MARK: Blocks

  private mutating func findPasses(_ variant: PlanVariant) {
    let recompute = variant.recompute.place
    let hides = variant.overlapsTensorBackward ? 1 : 0
    let slowdown = pace.overlapSlowdown
    passes.forward.removeAll(keepingCapacity: true)
    passes.backward.removeAll(keepingCapacity: true)
    passes.computing.removeAll(keepingCapacity: true)
    for (row, kind) in shape.table.kinds.enumerated() {
      var forward = seconds[row].forward
      var backward = seconds[row].backward[recompute][hides]
      let work = kind.backward[recompute]
      let (gather, scatter) = (gathers[row], scatters[row])
      var adding = 0.0
      switch variant.sharding {
      case .none, .optimizer:
        // Every microbatch adds its gradients to those before.
        adding = kind.accumulation
        backward += adding
      case .gradients where variant.overlapsData:
        backward = max(backward + slowed(work, beside: scatter, by: slowdown), scatter)
      case .weights where variant.overlapsData:
        forward = max(forward + slowed(kind.forward, beside: gather, by: slowdown), gather)
        let both = gather + scatter
        backward = max(backward + slowed(work, beside: both, by: slowdown), both)
      case .gradients: break
      case .weights:
        forward += gather
        backward += gather
      }
      passes.forward.append(forward)
      passes.backward.append(backward)
      passes.computing.append(kind.forward + work + adding)
    }
  }

  // MARK: Weights before the first microbatch

  /// Seconds by which gathers of weights hold the first stage up.
  private func start(_ variant: PlanVariant, _ passes: Passes) -> Double {
    guard let stage = shape.stages.kinds.first, stage.firstBlock >= 0 else { return 0 }
    switch variant.sharding {
    case .none: return 0
    case .weights: return gathers[stage.firstBlock]
    case .optimizer, .gradients:
      guard variant.overlapsData else {
        return shape.stages.kinds.reduce(0) { most, kind in
          let earlier = kind.first == 0 ? 0 : kind.before.dot(passes.forward)
          return max(most, kind.counts.dot(gathers) - earlier / Double(frame.interleave))
        }
      }
      let first = gathers[stage.firstBlock]
      let part = stage.firstPart.dot(gathers) - first
      let hidden =
        stage.firstPart.dot(passes.forward) - passes.forward[stage.firstBlock]
      // Later parts come a round of all stages later.
      let rounds = Double(frame.pipeline * (frame.interleave - 1))
      let all = stage.counts.dot(gathers) - rounds * stage.firstPart.dot(passes.forward)
      return max(first + max(0, part - hidden), all)
    }
  }

  // MARK: Gradients behind the last microbatch

  private func tail(
    _ variant: PlanVariant, _ stage: StageTable.Kind, _ passes: Passes, _ microbatches: Double
  ) -> Double {
    let each = variant.sharding == .none ? reductions : scatters
    guard variant.overlapsData else {
      let isOften = variant.sharding == .gradients || variant.sharding == .weights
      return stage.counts.dot(each) * (isOften ? microbatches : 1)
    }
    guard stage.firstBlock >= 0 else { return 0 }
    let last = each[stage.firstBlock]
    guard variant.sharding == .none || variant.sharding == .optimizer else { return last }
    let before = stage.firstPart.dot(each) - last
    // Reductions begin with the second block's, behind the last block's backward.
    let hidden = stage.firstPart.dot(passes.backward)
    return last + max(0, before - hidden)
  }
}
