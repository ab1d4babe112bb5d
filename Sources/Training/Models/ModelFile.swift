// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A published network as data: what `models/*.yaml` say.
package enum ModelFile {
  /// Reads a model file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - overrides: `key=value` texts that are laid over it.
  /// - Returns: the model, with the files that were read.
  /// - Throws: `DocumentError` for what is wrong in the file, and for dimensions that make no
  ///   network.
  package static func load(path: String, overrides: [String] = []) throws -> LoadedModel {
    try load(try Document(path: path, overrides: overrides), path: path)
  }

  /// As `load(path:overrides:)`, from a document that is already read.
  ///
  /// - Parameters:
  ///   - document: of the keys of a model file.
  ///   - path: the file that the model will name.
  /// - Returns: the model.
  /// - Throws: as above.
  package static func load(
    _ document: Document, path: String
  ) throws(DocumentError) -> LoadedModel {
    var reader = try document.root.mapping()
    let name = try reader.string("name")
    let title = try reader.string("title")
    let source = try reader.string("source")
    let published = try reader.optional("published").map(PublishedSize.init(reading:))
    let kind = try reader.required("kind").choice(of: [
      "transformer": Kind.transformer, "convolutional": .convolutional,
      "recommender": .recommender, "tabular": .tabular,
    ])
    let architecture: Architecture =
      switch kind {
      case .transformer: .transformer(try Transformer(reading: &reader))
      case .convolutional: .convolutional(try ConvolutionalNetwork(reading: &reader))
      case .recommender: .recommender(try Recommender(reading: &reader))
      case .tabular: .tabular(try TabularTransformer(reading: &reader))
      }
    try reader.finish()
    guard ModelWeights(of: architecture).isExact else {
      throw document.root.error(
        "has more weights than can be counted; allowed: \(ModelWeights.most) or fewer")
    }
    let model = Model(
      name: name, title: title, architecture: architecture, source: source, file: path,
      published: published)
    return LoadedModel(model: model, files: document.files, resolved: document.root.flowText)
  }

  private enum Kind { case transformer, convolutional, recommender, tabular }
}

/// A model with what its provenance records.
package struct LoadedModel: Sendable {
  package var model: Model
  /// Every file that was read, in the order read.
  package var files: [String]
  /// The input after includes and overrides, in one line.
  package var resolved: String
}
