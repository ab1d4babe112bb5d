// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Blocks of a recommender: tables, which all replicas share out, and maps, which each has whole.
///
/// Every replica looks up, for the samples of all, the rows that it holds; the sums of a sample's
/// rows go to the sample's replica, and their gradients come back (arXiv 1906.00091, section 4).
/// Rows are taken to be as even over replicas as bytes allow, whole tables or parts of them.
struct RecommenderBlocks {
  private let model: Recommender
  private let replicas: Double
  /// Of a microbatch.
  private let samples: Int
  private let sharesTables: Bool

  /// - Parameters:
  ///   - model: what is trained.
  ///   - plan: which shares samples and tables out over replicas.
  /// - Throws: `PlanError` for a plan that shares anything else.
  init(_ model: Recommender, _ plan: Plan) throws(PlanError) {
    try plan.checkReplicas(of: "a recommender", recomputes: [.none])
    self.model = model
    replicas = Double(plan.data)
    samples = plan.microbatch
    sharesTables = plan.data > 1
  }

  var all: [Block] { [tables, bottom, interaction, top] }

  /// Bytes of an index of a row.
  private static let bytesOfIndex = 8.0
  /// Bytes of a row of features, and of the one number that its optimizer keeps (row-wise Adagrad).
  private var rowBytes: Double {
    Double(model.width) * Microbatch.bytesOfSingle + Microbatch.bytesOfSingle
  }

  private var tables: Block {
    let lookups = Double(samples) * model.tables.reduce(0) { $0 + Double($1.lookups) }
    let sums = Double(samples * model.tables.count * model.width) * Microbatch.bytesOfValue
    let rows = lookups * rowBytes
    let exchange: (entering: [Exchange], leaving: [Exchange]) =
      sharesTables
      ? (
        [
          Exchange(
            .allToAll, backward: nil, over: .data, bytes: lookups * Self.bytesOfIndex)
        ], [Exchange(.allToAll, backward: .allToAll, over: .data, bytes: sums)]
      ) : ([], [])
    var block = Block(
      name: "tables",
      segments: [
        Segment(
          "look-ups", entering: exchange.entering,
          // Backward, rows are read, changed and written where they are.
          operators: [
            .streaming(Streaming(.plain, bytes: rows + sums, backwardBytes: 2 * rows + sums))
          ], leaving: exchange.leaving)
      ], denseWeights: 0,
      kept: KeptBytes(all: sums, selective: sums, input: sums))
    block.tableBytes = model.tables.reduce(0) { $0 + Double($1.rows) } * rowBytes / replicas
    return block
  }

  private var bottom: Block { maps("bottom", model.bottomMaps) }

  private var top: Block {
    var block = maps("top", model.topMaps)
    block.segments.append(
      Segment(
        "loss",
        operators: [
          .streaming(Streaming(.plain, bytes: 3 * Double(samples) * Microbatch.bytesOfSingle))
        ]))
    return block
  }

  private func maps(_ name: String, _ maps: [Recommender.LinearMap]) -> Block {
    let outputs = maps.reduce(0.0) { $0 + Double($1.outputs) }
    return block(
      name, operators: maps.flatMap { [product($0), activation($0)] },
      weights: maps.reduce(0) { $0 + $1.weights } + outputs,
      // What each map reads, and what enters its activation.
      values: maps.reduce(0) { $0 + Double($1.inputs) } + outputs)
  }

  private var interaction: Block {
    let width = Double(model.interactionWidth)
    switch model.interaction {
    case .dot:
      // Kernels make the whole square of pairs, of which the half below its diagonal goes on.
      let square = MatrixProduct(
        rows: Double(model.vectors), columns: model.vectors, depth: model.width, count: samples)
      let vectors = Double(model.vectors * model.width)
      return block(
        "interaction",
        operators: [.product(square), .streaming(.passes(Double(samples) * width, 2))],
        weights: 0, values: vectors + width)
    case .cross(let layers, let rank):
      // Behind each pair of maps: the product with the input, and the sum with the last.
      let pass = Operator.streaming(.passes(Double(samples) * width, 4))
      let operators = model.crossMaps.map(product)
      let pairs = stride(from: 0, to: operators.count, by: 2).flatMap {
        [operators[$0], operators[$0 + 1], pass]
      }
      return block(
        "interaction", operators: pairs,
        weights: model.crossMaps.reduce(0) { $0 + $1.weights } + Double(layers) * width,
        values: Double(layers) * (2 * width + Double(rank)))
    }
  }

  /// - Parameters:
  ///   - name: of the block.
  ///   - operators: forward.
  ///   - weights: on every replica.
  ///   - values: of one sample that backward needs.
  /// - Returns: a block of one segment.
  private func block(
    _ name: String, operators: [Operator], weights: Double, values: Double
  ) -> Block {
    let kept = Double(samples) * values * Microbatch.bytesOfValue
    return Block(
      name: name, segments: [Segment(name, operators: operators)], denseWeights: weights,
      kept: KeptBytes(all: kept, selective: kept, input: kept))
  }

  private func product(_ map: Recommender.LinearMap) -> Operator {
    .product(
      MatrixProduct(rows: Double(samples), columns: map.outputs, depth: map.inputs))
  }

  private func activation(_ map: Recommender.LinearMap) -> Operator {
    .streaming(.passes(Double(samples) * Double(map.outputs), 2))
  }
}
