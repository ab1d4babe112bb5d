// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension ModelWeights {
  mutating func count(_ model: ConvolutionalNetwork) {
    for convolution in model.convolutions {
      add(.convolutions, convolution.weights)
      // A norm behind each, of a weight and a bias a channel.
      add(.norms, 2 * Double(convolution.outputs))
    }
    add(.head, Double(model.features) * Double(model.classes))
    add(.biases, Double(model.classes))
  }

  mutating func count(_ model: Recommender) {
    for table in model.tables {
      add(
        .tables, Double(table.rows) * Double(model.width),
        active: Double(min(table.lookups, table.rows)) * Double(model.width))
    }
    for map in model.bottomMaps + model.topMaps {
      add(.perceptrons, map.weights)
      add(.biases, Double(map.outputs))
    }
    for map in model.crossMaps { add(.interaction, map.weights) }
    if case .cross(let layers, _) = model.interaction {
      add(.biases, Double(layers) * Double(model.interactionWidth))
    }
  }

  mutating func count(_ model: TabularTransformer) {
    let hidden = Double(model.hidden)
    let layers = Double(model.layers)
    // Of a group of columns, and of the column that is asked for.
    let inputs = Double(model.inputsPerColumn) * Double(model.columnsPerCell + 1)
    add(.embedding, inputs * hidden)
    add(.biases, hidden)
    if model.columnMarkSize > 0 {
      add(.positions, Double(model.columnMarkSize) * hidden)
      add(.biases, hidden)
    }
    // Along columns and along rows: queries, keys, values and the way back.
    add(.attention, layers * 2 * 4 * hidden * hidden)
    add(.denseFeedForward, layers * model.feedForward.weights(hidden: hidden))
    if model.scalesNorms { add(.norms, layers * 3 * 2 * hidden) }
    add(.head, (hidden + Double(model.classes)) * Double(model.headSize))
    add(.biases, Double(model.headSize + model.classes))
  }
}
