// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which blocks each virtual stage of a pipeline has.
package struct StageCut: Sendable {
  /// By virtual stage, in the order in which a microbatch passes: rows of the model's blocks.
  package let blocks: [Range<Int>]

  /// Cuts a model whose blocks are one at the start, its layers, and some at the end.
  ///
  /// - Parameters:
  ///   - plan: how many virtual stages there are, and whether the ends count as layers.
  ///   - layers: of the model.
  ///   - ending: blocks behind the layers.
  /// - Throws: `PlanError` where the layers cannot be shared out.
  package init(_ plan: Plan, layers: Int, ending: Int) throws(PlanError) {
    let count = plan.pipeline * plan.interleave
    var shares: [Int]
    if let stated = plan.stageLayers {
      guard stated.reduce(0, +) == layers else {
        throw PlanError(
          "stage_layers", "add up to \(stated.reduce(0, +)) layers; the model has \(layers)")
      }
      shares = stated
    } else {
      let slots = plan.countsEnds ? layers + 2 : layers
      guard slots.isMultiple(of: count) else {
        let what = plan.countsEnds ? "\(layers) layers and the two ends" : "\(layers) layers"
        let other =
          (layers + 2).isMultiple(of: count) && !plan.countsEnds
          ? "count_ends: true, which counts embedding and head as layers, or " : ""
        throw PlanError(
          "pp",
          "\(what) are no multiple of pp \(plan.pipeline) x interleave \(plan.interleave) = "
            + "\(count); write \(other)stage_layers: [...]")
      }
      shares = [Int](repeating: slots / count, count: count)
      if plan.countsEnds {
        shares[0] -= 1
        shares[count - 1] -= 1
      }
    }
    guard shares.allSatisfy({ $0 >= 0 }), count == 1 || shares.count == count else {
      throw PlanError("pp", "more virtual stages (\(count)) than layers (\(layers))")
    }
    var blocks: [Range<Int>] = []
    var next = 0
    for (index, share) in shares.enumerated() {
      let end =
        next + share + (index == 0 ? 1 : 0) + (index == shares.count - 1 ? ending : 0)
      blocks.append(next..<end)
      next = end
    }
    self.blocks = blocks
  }

  /// The rows of blocks of a part of a stage.
  package func blocks(stage: Int, part: Int, of stages: Int) -> Range<Int> {
    blocks[part * stages + stage]
  }
}
