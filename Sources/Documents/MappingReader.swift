// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Reads a mapping key by key and refuses what nobody asked for.
///
/// Ask for every key that is allowed, then call `finish()`: a key that was never asked for is an
/// error that lists those that were.
package struct MappingReader {
  package let node: DocumentNode
  private let entries: [DocumentNode.Entry]
  /// Index into `entries`.
  private let places: [String: Int]
  /// In the order asked, and the same as a set.
  private var asked: [String] = []
  private var askedSet: Set<String> = []

  fileprivate init(_ node: DocumentNode, _ entries: [DocumentNode.Entry]) {
    self.node = node
    self.entries = entries
    places = Dictionary(uniqueKeysWithValues: zip(entries.map(\.key), entries.indices))
  }

  /// Every key in the order written.
  package var keys: [String] { entries.map(\.key) }

  /// The value under a key, or nil where it is absent or null.
  package mutating func optional(_ key: String) -> DocumentNode? {
    if askedSet.insert(key).inserted { asked.append(key) }
    guard let place = places[key], !entries[place].value.isNull else { return nil }
    return entries[place].value
  }

  /// The value under a key that must be there.
  package mutating func required(_ key: String) throws(DocumentError) -> DocumentNode {
    if let value = optional(key) { return value }
    let others = entries.map(\.key).filter { !askedSet.contains($0) }
    let near = Suggestion.nearest(to: key, among: others)
    throw node.error(
      "\"\(key)\" is missing" + (near.map { " (did you mean it by \"\($0)\"?)" } ?? ""))
  }

  package mutating func string(_ key: String) throws(DocumentError) -> String {
    try required(key).string()
  }

  package mutating func optionalString(_ key: String) throws(DocumentError) -> String? {
    guard let value = optional(key) else { return nil }
    return try value.string()
  }

  package mutating func integer(
    _ key: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(DocumentError) -> Int {
    try required(key).integer(in: range)
  }

  package mutating func optionalInteger(
    _ key: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(DocumentError) -> Int? {
    guard let value = optional(key) else { return nil }
    return try value.integer(in: range)
  }

  package mutating func optionalNumber(
    _ key: String, in range: ClosedRange<Double>
  ) throws(DocumentError) -> Double? {
    guard let value = optional(key) else { return nil }
    return try value.number(in: range)
  }

  package mutating func optionalBoolean(_ key: String) throws(DocumentError) -> Bool? {
    guard let value = optional(key) else { return nil }
    return try value.boolean()
  }

  package mutating func quantity<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) throws(DocumentError) -> Quantity<D> {
    try required(key).quantity(type)
  }

  package mutating func optionalQuantity<D: Dimension>(
    _ key: String, _ type: Quantity<D>.Type = Quantity<D>.self
  ) throws(DocumentError) -> Quantity<D>? {
    guard let value = optional(key) else { return nil }
    return try value.quantity(type)
  }

  /// The elements of a list that may be absent.
  package mutating func sequence(_ key: String) throws(DocumentError) -> [DocumentNode] {
    guard let value = optional(key) else { return [] }
    return try value.sequence()
  }

  /// Refuses every key that was never asked for.
  package func finish() throws(DocumentError) {
    guard let stray = entries.first(where: { !askedSet.contains($0.key) }) else { return }
    let here = DocumentNode.child(stray.key, of: node.keyPath)
    // The key may come from an included file or from --set, which its value knows.
    throw DocumentError(
      file: stray.value.file, line: stray.keyLine, keyPath: here,
      problem: "unknown key\(Suggestion.hint(for: stray.key, among: asked))")
  }
}

extension DocumentNode {
  package func mapping() throws(DocumentError) -> MappingReader {
    guard case .mapping(let entries) = content else {
      throw error("expected a mapping (key: value), found \(spelled)")
    }
    return MappingReader(self, entries)
  }

  package func sequence() throws(DocumentError) -> [DocumentNode] {
    guard case .sequence(let elements) = content else {
      throw error("expected a list, found \(spelled)")
    }
    return elements
  }
}
