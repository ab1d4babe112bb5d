// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// What decides the blocks of a plan.
struct BlockKey: Hashable {
  var tensor: Int
  var sharesSequence: Bool
  var context: Int
  var expert: Int
  var microbatch: Int
  /// Tied ends share their weights in a pipeline of one.
  var isWhole: Bool

  init(_ frame: PlanFrame, _ model: Transformer) {
    tensor = frame.tensor
    sharesSequence = frame.sharesSequence
    context = frame.context
    expert = frame.expert
    microbatch = frame.microbatch
    isWhole = model.tiesEmbeddings && frame.pipeline == 1
  }
}

/// A kind of block: layers of a model are of a few.
struct BlockKind {
  let block: Block
  let times: BlockTimes
  /// Whether full recomputation takes it.
  let isLayer: Bool
  /// Seconds of arithmetic forward, and backward by `Plan.Recompute`.
  let forward: Double
  let backward: [Double]
  /// Bytes kept of a microbatch, and those beside them while it is computed again, by
  /// `Plan.Recompute`.
  let kept: [Double]
  let again: [Double]
  /// Seconds in which a microbatch's gradients are added to those before.
  let accumulation: Double

  init(_ block: Block, isLayer: Bool, _ pace: ComputePace) {
    self.block = block
    self.isLayer = isLayer
    let times = BlockTimes(block, pace)
    self.times = times
    let forward = times.segments.reduce(0) { $0 + $1.forward }
    let gradients = times.segments.reduce(0) { $0 + $1.inputs + $1.weights }
    self.forward = forward
    backward = Plan.Recompute.allCases.map { recompute in
      switch recompute {
      case .none: gradients
      case .selective:
        zip(block.segments, times.segments).reduce(gradients) {
          $0 + ($1.0.isSelective ? $1.1.forward : 0)
        }
      case .elementwise: times.segments.reduce(gradients) { $0 + $1.elementwise }
      case .full: gradients + (isLayer ? forward : 0)
      }
    }
    let kept = Plan.Recompute.allCases.map { recompute in
      switch recompute {
      case .none: block.kept.all
      case .selective: block.kept.selective
      case .elementwise: block.kept.elementwise
      case .full: isLayer ? block.kept.input : block.kept.all
      }
    }
    self.kept = kept
    again = zip(Plan.Recompute.allCases, kept).map { recompute, kept in
      recompute == .none ? 0 : block.kept.all - kept
    }
    accumulation =
      (block.denseWeights + block.expertWeights) * pace.accumulationBytes / pace.memoryRate
  }

  var weights: Double { block.denseWeights + block.expertWeights }
}

/// The blocks of plans that have them in common, each kind once.
struct BlockTable {
  let kinds: [BlockKind]
  /// By row of the step's blocks.
  let kindOfRow: [Int]

  /// - Parameters:
  ///   - space: of the plans.
  ///   - frame: a legal one.
  ///   - pace: of the accelerators.
  init(_ space: PlanSpace, _ frame: PlanFrame, _ pace: ComputePace) {
    let blocks = TransformerBlocks(space.model, frame.plan(space.base)).all
    var kinds: [BlockKind] = []
    kindOfRow = blocks.indices.map { row in
      let isLayer = (1...space.model.layers).contains(row)
      if let known = kinds.lastIndex(where: { $0.isLayer == isLayer && $0.block == blocks[row] }) {
        return known
      }
      kinds.append(BlockKind(blocks[row], isLayer: isLayer, pace))
      return kinds.count - 1
    }
    self.kinds = kinds
  }
}

extension Plan.Recompute {
  /// Its place in `allCases`.
  var place: Int {
    switch self {
    case .none: 0
    case .selective: 1
    case .elementwise: 2
    case .full: 3
    }
  }
}

extension Plan.Sharding {
  /// Its place in `allCases`, as ZeRO counts.
  var place: Int {
    switch self {
    case .none: 0
    case .optimizer: 1
    case .gradients: 2
    case .weights: 3
    }
  }
}
