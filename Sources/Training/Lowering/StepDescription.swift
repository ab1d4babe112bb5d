// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A training step of a model under a plan: blocks, and how stages share them.
package struct StepDescription: Sendable {
  package let plan: Plan
  package let blocks: [Block]
  let cut: StageCut
  /// Blocks that recomputation takes: layers, not the ends.
  let layers: Range<Int>
  /// Whether first and last stage hold the same embedding.
  let tiesEnds: Bool
  /// Weights of the embedding on one rank.
  let embeddingWeights: Double

  /// - Parameters:
  ///   - architecture: of what is trained.
  ///   - plan: how.
  /// - Throws: `PlanError` where the plan is illegal.
  package init(_ architecture: Architecture, _ plan: Plan) throws(PlanError) {
    switch architecture {
    case .transformer(let model): try self.init(model, plan)
    case .convolutional(let model): try self.init(model, plan)
    case .recommender(let model): try self.init(model, plan)
    case .tabular(let model): try self.init(model, plan)
    }
  }

  /// - Parameters:
  ///   - model: what is trained.
  ///   - plan: how.
  /// - Throws: `PlanError` where the plan is illegal.
  package init(_ model: Transformer, _ plan: Plan) throws(PlanError) {
    try plan.check(model)
    self.plan = plan
    blocks = TransformerBlocks(model, plan).all
    layers = 1..<1 + model.layers
    cut = try StageCut(plan, layers: model.layers, ending: blocks.count - 1 - model.layers)
    tiesEnds = model.tiesEmbeddings && plan.pipeline > 1
    embeddingWeights =
      Double(model.vocabulary) * Double(model.hidden) / Double(plan.tensor)
  }

  /// Dimensions that the step may have operations on.
  var dimensions: [ParallelDimension] {
    let hasExperts = blocks.contains { $0.expertWeights > 0 }
    return ParallelDimension.allCases.filter { dimension in
      switch dimension {
      case .expert, .expertData, .expertNode, .expertRail: hasExperts
      case .embedding: tiesEnds
      case .tensor, .context, .data, .pipeline, .shard, .copies: true
      }
    }
  }

  func isLayer(_ row: Int) -> Bool { layers.contains(row) }

  /// Whether tensor ranks all hold what a stage hands on, so that each sends a share of it.
  var gathersMessages: Bool { plan.tensor > 1 && !plan.sharesSequence }

  /// Bytes of one rank's message between stages.
  ///
  /// - Parameter row: of the block before.
  /// - Returns: all of the stream, or a tensor rank's share.
  func messageBytes(after row: Int) -> Double {
    gathersMessages ? blocks[row].output / Double(plan.tensor) : blocks[row].output
  }

  /// Rows of a stage's blocks.
  func rows(stage: Int) -> [Int] {
    (0..<plan.interleave).flatMap { cut.blocks(stage: stage, part: $0, of: plan.pipeline) }
  }

  /// Weights whose optimizer state one rank of a stage has.
  func ownedWeights(stage: Int) -> Double {
    let groups = RankGroups(plan)
    let rows = rows(stage: stage)
    let dense = rows.reduce(0) { $0 + blocks[$1].denseWeights }
    let expert = rows.reduce(0) { $0 + blocks[$1].expertWeights }
    guard plan.sharding != .none else { return dense + expert }
    let shard = plan.shardingGroup ?? groups.size(.data)
    return dense / Double(shard) + expert / Double(groups.size(.expertData))
  }

  /// Bytes that one microbatch of a block keeps for backward.
  func kept(_ row: Int) -> Double {
    let kept = blocks[row].kept
    switch plan.recompute {
    case .none: return kept.all
    case .selective: return kept.selective
    case .elementwise: return kept.elementwise
    case .full: return isRecomputed(row) ? kept.input : kept.all
    }
  }

  /// Whether full recomputation takes a block: the first layers of its virtual stage.
  func isRecomputed(_ row: Int) -> Bool {
    guard plan.recompute == .full, isLayer(row) else { return false }
    let start = cut.blocks.first { $0.contains(row) }?.lowerBound ?? 0
    // The embedding before them is no layer.
    return row - max(start, layers.lowerBound) < (plan.recomputedLayers ?? Int.max)
  }
}

/// Bytes of Adam with a copy of the weights in single precision.
package enum OptimizerBytes {
  /// Master weight and two moments, in single precision.
  package static let state = 12.0
  /// A weight as products read it.
  package static let weight = Microbatch.bytesOfValue
  /// Gradients to the host, weights back.
  static func acrossHostLink(gradient: Int) -> Double {
    Double(gradient) + Microbatch.bytesOfValue
  }
}
