// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Steps of models whose replicas are whole.
extension StepDescription {
  /// - Parameters:
  ///   - model: a convolutional network.
  ///   - plan: how replicas share images.
  /// - Throws: `PlanError` where the plan is illegal.
  package init(_ model: ConvolutionalNetwork, _ plan: Plan) throws(PlanError) {
    try self.init(blocks: ConvolutionalBlocks(model, plan).all, ending: 1, plan)
  }

  /// - Parameters:
  ///   - model: a recommender.
  ///   - plan: how replicas share samples and tables.
  /// - Throws: `PlanError` where the plan is illegal.
  package init(_ model: Recommender, _ plan: Plan) throws(PlanError) {
    try self.init(blocks: RecommenderBlocks(model, plan).all, ending: 0, plan)
  }

  /// - Parameters:
  ///   - model: a transformer over tables.
  ///   - plan: how replicas share tables.
  /// - Throws: `PlanError` where the plan is illegal.
  package init(_ model: TabularTransformer, _ plan: Plan) throws(PlanError) {
    try self.init(blocks: TabularBlocks(model, plan).all, ending: 1, plan)
  }

  /// - Parameters:
  ///   - blocks: one at the start, then those that recomputation takes, then others.
  ///   - ending: how many others.
  ///   - plan: which has been checked.
  /// - Throws: `PlanError` where blocks cannot be shared out.
  private init(blocks: [Block], ending: Int, _ plan: Plan) throws(PlanError) {
    let count = blocks.count - 1 - ending
    self.plan = plan
    self.blocks = blocks
    layers = 1..<1 + count
    cut = try StageCut(plan, layers: count, ending: ending)
    tiesEnds = false
    embeddingWeights = 0
  }
}
