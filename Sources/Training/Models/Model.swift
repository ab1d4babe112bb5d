// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What is trained: a published network, from its dimensions.
package struct Model: Sendable {
  package var name: String
  package var title: String
  package var architecture: Architecture
  /// Where the dimensions stand.
  package var source: String
  /// The file that it was read from.
  package var file: String
  /// Nil where nobody says how large it is.
  package var published: PublishedSize?

  package init(
    name: String, title: String, architecture: Architecture, source: String, file: String,
    published: PublishedSize? = nil
  ) {
    self.name = name
    self.title = title
    self.architecture = architecture
    self.source = source
    self.file = file
    self.published = published
  }
}

/// Families of models.
package enum Architecture: Sendable, Hashable {
  case transformer(Transformer)
  case convolutional(ConvolutionalNetwork)
  case recommender(Recommender)
  case tabular(TabularTransformer)
}

extension Architecture {
  /// Units of a sample in the published training: tokens of a sequence, cells of a table; one of
  /// an image or a visitor.
  package var context: Int {
    switch self {
    case .transformer(let model): model.context
    case .convolutional, .recommender: 1
    case .tabular(let model): model.rows * model.cells
    }
  }
}

extension Architecture {
  /// What a sample is made of; nil where it is counted whole.
  package var unit: String? {
    switch self {
    case .transformer: "token"
    case .tabular: "cell"
    case .convolutional, .recommender: nil
    }
  }

  /// Features of a query of one head; 0 where there is no attention.
  package var headSize: Int {
    switch self {
    case .transformer(let model): model.attention.headSize
    case .tabular(let model): model.headFeatures
    case .convolutional, .recommender: 0
    }
  }
}
