// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// One file of the catalogue, read by its shape: every figure with its place.
package struct Record: Sendable {
  package struct Entry: Sendable {
    package enum Content: Sendable {
      case figure(Figure<Double>, FigureUnit, frequency: Hertz?)
      case text(String)
    }

    /// The key path, such as `power.idle`.
    package var keyPath: String
    package var meaning: String
    package var content: Content
  }

  package var name: String
  package var title: String
  package var shape: RecordShape
  package var file: String
  package private(set) var entries: [Entry] = []
  /// Figures without a year, a boundary or a kind: they can be used, and are not fit for others.
  package private(set) var gaps: [DocumentError] = []

  /// Every figure, in the order of the shape.
  package var figures: [(figure: Figure<Double>, unit: FigureUnit, keyPath: String)] {
    entries.compactMap { entry in
      guard case .figure(let figure, let unit, _) = entry.content else { return nil }
      return (figure, unit, entry.keyPath)
    }
  }

  /// Reads a file by a shape.
  ///
  /// - Throws: `DocumentError` for an unknown key, a missing one, or a figure without a grade or
  ///   a source.
  package init(
    _ document: Document, shape: RecordShape, name fileName: String, file: String
  ) throws(DocumentError) {
    var reader = try document.root.mapping()
    name = try reader.recordName(expecting: fileName)
    title = try reader.required("title").nonEmptyString()
    self.shape = shape
    self.file = file
    try read(shape.keys, shape.choices, &reader)
    try reader.finish()
    for need in shape.needs {
      guard let problem = need.problem(in: entries.map(\.keyPath)) else { continue }
      throw document.root.error(problem)
    }
  }

  private mutating func read(
    _ keys: [RecordKey], _ choices: [RecordChoice], _ reader: inout MappingReader
  ) throws(DocumentError) {
    for choice in choices {
      var probe = reader
      let written = choice.keys.filter { probe.optional($0) != nil }
      if let problem = choice.problem(in: written) { throw reader.node.error(problem) }
    }
    for key in keys {
      let node = key.isRequired ? try reader.required(key.name) : reader.optional(key.name)
      if let node { try read(node, key) }
    }
  }

  private mutating func read(_ node: DocumentNode, _ key: RecordKey) throws(DocumentError) {
    switch key.form {
    case .text: add(node, key, .text(try node.nonEmptyString()))
    case .record: add(node, key, .text(try node.nonEmptyString()))
    case .choice(let names):
      let text = try node.string()
      guard names.contains(text) else {
        throw node.error("\"\(text)\" is unknown\(Suggestion.hint(for: text, among: names))")
      }
      add(node, key, .text(text))
    case .value(let unit): add(node, key, .text(unit.text(try unit.read(node))))
    case .components:
      add(node, key, .text(try node.components().map(\.rawValue).joined(separator: ", ")))
    case .figure(let unit, let scope): try addFigure(node, key, unit, scope, spectrum: false)
    case .figures(let unit, let scope):
      for element in try node.sequence() {
        try addFigure(element, key, unit, scope, spectrum: false)
      }
    case .spectrum(let unit):
      for element in try node.sequence() {
        try addFigure(element, key, unit, .plain, spectrum: true)
      }
    case .mapping(let keys, let choices):
      var reader = try node.mapping()
      try read(keys, choices, &reader)
      try reader.finish()
    case .list(let keys, let choices):
      for element in try node.sequence() {
        var reader = try element.mapping()
        try read(keys, choices, &reader)
        try reader.finish()
      }
    }
  }

  private mutating func add(_ node: DocumentNode, _ key: RecordKey, _ content: Entry.Content) {
    entries.append(Entry(keyPath: node.keyPath, meaning: key.meaning, content: content))
  }

  private mutating func addFigure(
    _ node: DocumentNode, _ key: RecordKey, _ unit: FigureUnit, _ scope: FigureScope,
    spectrum: Bool
  ) throws(DocumentError) {
    var frequency: Hertz?
    if spectrum {
      var reader = try node.mapping()
      frequency = try reader.quantity("frequency")
      guard frequency != .zero else { throw node.error("frequency must be above zero") }
    }
    let figure = try node.figure(
      of: name, scope: scope, besides: spectrum ? ["frequency"] : []
    ) { node throws(DocumentError) in try unit.read(node) }
    if case .quantity(let dimension, _) = unit, dimension == MoneyDimension.self, figure.value <= 0
    {
      throw node.error("a price is above zero; leave out what is not known")
    }
    for (key, isThere) in [
      ("year", figure.year != nil), ("boundary", figure.boundary != nil),
      ("kind", figure.kind != nil),
    ] where !isThere {
      gaps.append(node.error("\"\(key)\" is missing: a figure says when, what and how"))
    }
    add(node, key, .figure(figure, unit, frequency: frequency))
  }
}
