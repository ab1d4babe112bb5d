// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension ModelWork {
  /// Work of one image.
  mutating func count(_ model: ConvolutionalNetwork) {
    for convolution in model.convolutions { add(.convolutions, convolution.work) }
    add(.head, 2 * Double(model.features) * Double(model.classes))
  }

  /// Work of one sample. Sums of looked-up rows are not counted.
  mutating func count(_ model: Recommender) {
    for map in model.bottomMaps + model.topMaps { add(.perceptrons, 2 * map.weights) }
    for map in model.crossMaps { add(.interaction, 2 * map.weights) }
    if case .dot = model.interaction {
      let pairs = Double(model.vectors) * Double(model.vectors - 1) / 2
      add(.interaction, 2 * pairs * Double(model.width))
    }
  }

  /// Work of one table.
  ///
  /// Along columns every cell of a row sees every other. Along rows cells see those of shown rows
  /// only, so that keys and values of rows that are asked for are not made.
  mutating func count(_ model: TabularTransformer) {
    let hidden = Double(model.hidden)
    let layers = Double(model.layers)
    let rows = Double(model.rows)
    let shown = Double(model.shownRows)
    let cells = Double(model.cells)
    let groups = cells - 1
    let inputs = Double(model.inputsPerColumn)
    add(.embedding, 2 * rows * inputs * (groups * Double(model.columnsPerCell) + 1) * hidden)
    add(.positions, 2 * groups * Double(model.columnMarkSize) * hidden)
    // Six maps of all cells, two of the cells of shown rows.
    add(.attention, layers * 2 * cells * hidden * hidden * (6 * rows + 2 * shown))
    add(.attentionCore, layers * 4 * hidden * (rows * cells * cells + cells * rows * shown))
    add(
      .denseFeedForward, layers * 2 * rows * cells * model.feedForward.weights(hidden: hidden))
    add(
      .head,
      2 * Double(model.queryRows) * Double(model.headSize) * (hidden + Double(model.classes)))
  }
}
