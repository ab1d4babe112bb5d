// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// The plans that a search looks at: axes with their values, and what is the same in all of them.
///
/// Values of an axis are powers of two and divisors that the model allows. What `Plan.check` and the
/// cut into stages refuse is left out.
package struct PlanSpace: Sendable {
  package let model: Transformer
  /// What is not searched, and the values of keys that are fixed.
  package let base: Plan
  /// Keys of plans, as files spell them, that have one value: that of `base`.
  package let fixed: Set<String>
  /// Accelerators that there are.
  package let accelerators: Int
  /// Whether plans may leave some of them out.
  package let shrinks: Bool
  package let orders: [PlanOrder]

  /// Keys of plans that are searched.
  package static let searchedKeys: Set<String> = [
    "tp", "sequence_parallel", "cp", "ep", "pp", "dp", "microbatch", "interleave", "count_ends",
    "zero", "sharding", "recompute", "overlap.dp", "overlap.tp_backward", "overlap.pp",
  ]

  /// - Parameters:
  ///   - model: what is trained.
  ///   - base: what is not searched.
  ///   - fixed: keys whose value is that of `base`.
  ///   - accelerators: that there are.
  ///   - shrinks: whether plans may use fewer.
  ///   - orders: of axes on the machine.
  package init(
    _ model: Transformer, base: Plan, fixed: Set<String> = [], accelerators: Int,
    shrinks: Bool = false, orders: [PlanOrder] = PlanOrder.all
  ) {
    self.model = model
    self.base = base
    self.fixed = fixed
    self.accelerators = accelerators
    self.shrinks = shrinks
    self.orders = orders
  }

  /// Every legal frame, in one order, whatever the memory.
  package func frames() -> [PlanFrame] {
    var frames: [PlanFrame] = []
    for tensor in tensorSizes {
      for context in contextSizes where tensor * context <= accelerators {
        for pipeline in pipelineSizes where tensor * context * pipeline <= accelerators {
          for data in dataSizes(besides: tensor * context * pipeline) {
            for expert in expertSizes {
              frames += legal(
                PlanFrame(
                  tensor: tensor, sharesSequence: true, context: context, expert: expert,
                  pipeline: pipeline, data: data, microbatch: 1, interleave: 1, countsEnds: false))
            }
          }
        }
      }
    }
    return frames
  }

  /// Ways to finish a frame whose ranks are given.
  private func legal(_ start: PlanFrame) -> [PlanFrame] {
    var frames: [PlanFrame] = []
    var frame = start
    let share = base.globalBatch / start.data
    let sizes =
      fixed.contains("microbatch") ? [base.microbatch] : Self.powersOfTwo(upTo: share)
    for microbatch in sizes where share.isMultiple(of: microbatch) {
      frame.microbatch = microbatch
      for sharesSequence in sequenceChoices(start.tensor) {
        frame.sharesSequence = sharesSequence
        for countsEnds in endChoices(start.pipeline) {
          frame.countsEnds = countsEnds
          for interleave in interleaves(frame) {
            frame.interleave = interleave
            if isLegal(frame) { frames.append(frame) }
          }
        }
      }
    }
    return frames
  }

  /// Whether a plan of this frame can be carried out at all.
  package func isLegal(_ frame: PlanFrame) -> Bool {
    let plan = frame.plan(base)
    do {
      try plan.check(model)
      _ = try StageCut(plan, layers: model.layers, ending: ending)
      return true
    } catch { return false }
  }

  /// Blocks behind the layers: head, and a layer and head for each extra prediction.
  var ending: Int { 1 + 2 * model.extraPredictions }

  /// Variants of a frame that differ in what happens.
  package func variants(_ frame: PlanFrame) -> [PlanVariant] {
    let hasReplicas = frame.data * frame.context > 1
    let isSharding = fixed.contains("zero") || fixed.contains("sharding")
    let shardings =
      isSharding || !hasReplicas ? [base.sharding] : Plan.Sharding.allCases
    let recomputes = fixed.contains("recompute") ? [base.recompute] : Plan.Recompute.allCases
    let data = choices("overlap.dp", base.overlap.data, matters: hasReplicas)
    let tensor = choices(
      "overlap.tp_backward", base.overlap.tensorBackward, matters: frame.tensor > 1)
    // Parts whose forward and backward turns exchange at once wait for each other where there are no
    // more microbatches than stages: such steps come to a halt.
    let halts = frame.interleave > 1 && microbatches(of: frame) == frame.pipeline
    let stages = choices("overlap.pp", base.overlap.pipeline, matters: frame.pipeline > 1)
      .filter { $0 || !halts }
    var variants: [PlanVariant] = []
    for sharding in shardings {
      for recompute in recomputes {
        for overlapsData in data {
          for overlapsTensorBackward in tensor {
            for overlapsPipeline in stages {
              variants.append(
                PlanVariant(
                  sharding: sharding, recompute: recompute, overlapsData: overlapsData,
                  overlapsTensorBackward: overlapsTensorBackward,
                  overlapsPipeline: overlapsPipeline))
            }
          }
        }
      }
    }
    return variants
  }

  func microbatches(of frame: PlanFrame) -> Int {
    base.globalBatch / (frame.data * frame.microbatch)
  }

  /// Orders that put a frame's groups on different accelerators.
  package func orders(of frame: PlanFrame) -> [PlanOrder] {
    var seen: Set<[String]> = []
    return orders.filter { seen.insert($0.reduced(frame)).inserted }
  }
}
