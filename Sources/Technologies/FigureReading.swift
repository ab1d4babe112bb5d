// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What kind of figure a record expects: energies and powers must say what they cover.
package enum FigureScope: Sendable {
  /// `boundary` and `includes` are mandatory.
  case energy
  /// `includes` has no meaning and is refused.
  case plain
}

extension DocumentNode {
  /// Reads `{value, low, high, year, boundary, includes, kind, grade, source, notes}`.
  ///
  /// - Parameters:
  ///   - record: name of the technology, which begins the figure's own name.
  ///   - scope: whether the figure must say what it covers.
  ///   - others: keys beside those of a figure, which the caller reads.
  ///   - read: reads one of value, low and high.
  /// - Returns: the figure, named by its record and key path.
  /// - Throws: `DocumentError` for a missing source or grade, an unknown component, or a value
  ///   outside its own range.
  package func figure<Value>(
    of record: String, scope: FigureScope, besides others: [String] = [],
    _ read: (DocumentNode) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Figure<Value> {
    var reader = try mapping()
    for key in others { _ = reader.optional(key) }
    let value = try read(try reader.required("value"))
    let low = try reader.optionalValue("low", read)
    let high = try reader.optionalValue("high", read)
    let year = try reader.optionalInteger("year", in: 1900...2100)
    let boundary =
      scope == .energy
      ? try reader.required("boundary").nonEmptyString() : try reader.optionalString("boundary")
    var includes: [EnergyComponent] = []
    if scope == .energy { includes = try reader.required("includes").components() }
    let kind = try reader.optionalString("kind")
    let grade = try reader.required("grade").choice(of: Grade.choices)
    let source = try reader.required("source").nonEmptyString()
    let notes = try reader.optionalString("notes")
    try reader.finish()
    if let low, low > value { throw error("low is above value") }
    if let high, high < value { throw error("high is below value") }
    return Figure(
      name: "\(record).\(keyPath)", value: value, low: low, high: high, year: year,
      boundary: boundary, includes: includes, kind: kind, grade: grade, source: source,
      notes: notes)
  }

  /// A figure whose value carries a unit.
  package func quantityFigure<D: Dimension>(
    of record: String, scope: FigureScope, _ type: Quantity<D>.Type = Quantity<D>.self
  ) throws(DocumentError) -> Figure<Quantity<D>> {
    try figure(of: record, scope: scope) { node throws(DocumentError) in try node.quantity(type) }
  }

  /// A list of figures that each cover components; no component may be in two of them.
  package func energyFigures<D: Dimension>(
    of record: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) throws(DocumentError) -> [Figure<Quantity<D>>] {
    var figures: [Figure<Quantity<D>>] = []
    for element in try sequence() {
      figures.append(try element.quantityFigure(of: record, scope: .energy))
    }
    return figures
  }

  func components() throws(DocumentError) -> [EnergyComponent] {
    var components: [EnergyComponent] = []
    for element in try sequence() {
      let text = try element.string()
      guard let component = EnergyComponent(rawValue: text) else {
        let known = EnergyComponent.allCases.map(\.rawValue)
        throw element.error(
          "\"\(text)\" is no component\(Suggestion.hint(for: text, among: known))")
      }
      guard !components.contains(component) else {
        throw element.error("\"\(text)\" is listed twice")
      }
      components.append(component)
    }
    guard !components.isEmpty else {
      throw error("lists no component; a figure of power or energy says what it covers")
    }
    return components
  }

  func nonEmptyString() throws(DocumentError) -> String {
    let text = try string()
    guard text.contains(where: { !$0.isWhitespace }) else { throw error("is empty") }
    return text
  }
}

extension MappingReader {
  /// What one of a record's devices costs, where its file says it.
  mutating func optionalPrice(of record: String) throws(DocumentError) -> Figure<Dollars>? {
    try optional("price")?.quantityFigure(of: record, scope: .plain, Dollars.self)
  }

  fileprivate mutating func optionalValue<Value>(
    _ key: String, _ read: (DocumentNode) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Value? {
    guard let node = optional(key) else { return nil }
    return try read(node)
  }

  /// A record's name, which must be its file's: one name, one place to look.
  mutating func recordName(expecting fileName: String) throws(DocumentError) -> String {
    let node = try required("name")
    let name = try node.string()
    guard name == fileName else {
      throw node.error("\"\(name)\" is not the file's name \"\(fileName)\"; let both agree")
    }
    return name
  }
}

extension Grade {
  fileprivate static var choices: KeyValuePairs<String, Grade> {
    ["A": .primary, "B": .vendor, "C": .secondary, "M": .unverified]
  }
}
