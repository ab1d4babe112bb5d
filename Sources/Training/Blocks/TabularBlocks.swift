// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Blocks of a transformer over tables: the encoders, every layer, and the classes.
struct TabularBlocks {
  private let model: TabularTransformer
  private let plan: Plan
  /// Of a microbatch.
  private let tables: Double

  /// - Parameters:
  ///   - model: whose replicas are whole.
  ///   - plan: which shares tables out over them.
  /// - Throws: `PlanError` for a plan that shares anything else.
  init(_ model: TabularTransformer, _ plan: Plan) throws(PlanError) {
    try plan.checkReplicas(
      of: "a transformer over tables", recomputes: [.none, .selective, .full], keepsScores: true)
    self.model = model
    self.plan = plan
    tables = Double(plan.microbatch)
  }

  var all: [Block] {
    [encoders] + [Block](repeating: layer, count: model.layers) + [head]
  }

  private var hidden: Double { Double(model.hidden) }
  /// Rows of a microbatch's tables.
  private var rows: Double { tables * Double(model.rows) }
  /// Cells of a microbatch's tables.
  private var cells: Double { rows * Double(model.cells) }
  /// Those of rows that show their last column.
  private var shownCells: Double { tables * Double(model.shownRows) * Double(model.cells) }
  /// Bytes of a vector of every cell.
  private var streamBytes: Double { cells * hidden * Microbatch.bytesOfValue }

  private func product(_ rows: Double, _ columns: Int, _ depth: Int) -> Operator {
    .product(MatrixProduct(rows: rows, columns: columns, depth: depth))
  }

  /// Numbers of a group of columns to a cell, those of the asked column, and the marks.
  private var encoders: Block {
    let inputs = model.inputsPerColumn
    let groups = model.cells - 1
    var operators = [
      product(rows * Double(groups), model.hidden, inputs * model.columnsPerCell),
      product(rows, model.hidden, inputs),
    ]
    if model.columnMarkSize > 0 {
      operators.append(product(tables * Double(groups), model.hidden, model.columnMarkSize))
      operators.append(.streaming(.passes(cells * hidden, 2)))
    }
    var weights = Double(inputs * (model.columnsPerCell + 1)) * hidden + hidden
    if model.columnMarkSize > 0 { weights += Double(model.columnMarkSize + 1) * hidden }
    return Block(
      name: "encoders", segments: [Segment("encoders", operators: operators)],
      denseWeights: weights, kept: KeptBytes(all: 0, selective: 0, input: 0),
      output: streamBytes)
  }

  private var layer: Block {
    // The sum with what went in, and the norm behind it.
    let close = Operator.streaming(.passes(cells * hidden, 5))
    let network = FeedForwardSegment.operators(
      model.feedForward, rows: cells, hidden: model.hidden, size: model.feedForward.size)
    var weights = 8 * hidden * hidden + model.feedForward.weights(hidden: hidden)
    if model.scalesNorms { weights += 3 * 2 * hidden }
    let selective = attentionKept + networkKept
    return Block(
      name: "layer",
      segments: [
        Segment("columns", operators: [product(cells, 3 * model.hidden, model.hidden)]),
        Segment("columns", operators: [.core(alongColumns)], isSelective: true),
        Segment("columns", operators: [product(cells, model.hidden, model.hidden), close]),
        Segment(
          "rows",
          operators: [
            product(cells, model.hidden, model.hidden),
            product(shownCells, 2 * model.hidden, model.hidden),
          ]),
        Segment("rows", operators: [.core(alongRows)], isSelective: true),
        Segment("rows", operators: [product(cells, model.hidden, model.hidden), close]),
        Segment("mlp", operators: network + [close]),
      ], denseWeights: weights,
      kept: KeptBytes(all: selective + coreKept, selective: selective, input: streamBytes),
      output: streamBytes)
  }

  /// Every cell of a row sees all of them.
  private var alongColumns: AttentionCore {
    core(sequences: rows, queries: model.cells, keys: model.cells)
  }

  /// Every cell of a column sees those of the rows that show their last one.
  private var alongRows: AttentionCore {
    core(sequences: tables * Double(model.cells), queries: model.rows, keys: model.shownRows)
  }

  private func core(sequences: Double, queries: Int, keys: Int) -> AttentionCore {
    AttentionCore(
      sequences: sequences, queries: Double(queries), keys: Double(keys),
      heads: Double(model.heads), headSize: model.headFeatures, valueSize: model.headFeatures,
      seen: 1)
  }

  /// Of each attention what the maps read, queries, what the core gives and what the norm reads;
  /// keys and values of all cells along columns, of shown ones along rows.
  private var attentionKept: Double {
    (2 * 4 * cells + 2 * cells + 2 * shownCells) * hidden * Microbatch.bytesOfValue
  }

  /// What the first map and the norm read, and the wide tensors.
  private var networkKept: Double {
    let wide = FeedForwardSegment.wideTensors(model.feedForward)
    return cells * (2 * hidden + wide * Double(model.feedForward.size)) * Microbatch.bytesOfValue
  }

  /// Scores, or of fused kernels one sum of exponentials a query and head.
  private var coreKept: Double {
    plan.keepsScores
      ? (alongColumns.scores + alongRows.scores) * Microbatch.bytesOfValue
      : 2 * cells * Double(model.heads) * Microbatch.bytesOfSingle
  }

  /// Of rows that are asked for: two maps and the loss.
  private var head: Block {
    let asked = tables * Double(model.queryRows)
    let scores = asked * Double(model.classes)
    let kept = asked * (hidden + 2 * Double(model.headSize)) * Microbatch.bytesOfValue
    return Block(
      name: "head",
      segments: [
        Segment(
          "head",
          operators: [
            product(asked, model.headSize, model.hidden),
            .streaming(.passes(asked * Double(model.headSize), 2)),
            product(asked, model.classes, model.headSize),
            .streaming(Streaming(.plain, bytes: 3 * scores * Microbatch.bytesOfSingle)),
          ])
      ],
      denseWeights: (hidden + 1) * Double(model.headSize)
        + Double((model.headSize + 1) * model.classes),
      kept: KeptBytes(all: kept, selective: kept, input: kept))
  }
}
