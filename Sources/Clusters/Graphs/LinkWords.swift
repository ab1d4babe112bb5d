// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// What the words of a graph's file for kinds of links mean: the `links:` and `link:` of a graph.
struct LinkWords {
  private let catalogue: TechnologyCatalogue
  /// Of links that say no kind.
  private let usual: DocumentNode?
  /// In the order written.
  private var entries: [(word: String, node: DocumentNode)] = []
  private var said: [String: DocumentNode] = [:]
  private var rows: [String: Int] = [:]
  private var used: Set<String> = []

  /// Reads `{ib: 400g-dr4-pluggable, nvlink: {technology: nvlink4, latency: 80 ns}}`.
  ///
  /// - Throws: `DocumentError` where it is no mapping.
  init(
    _ node: DocumentNode?, usual: DocumentNode?, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    self.catalogue = catalogue
    self.usual = usual
    guard let node else { return }
    var reader = try node.mapping()
    for word in reader.keys {
      guard let value = reader.optional(word) else { continue }
      // Wrong even where no link is of this kind.
      _ = try LinkDescription(value, catalogue)
      entries.append((word, value))
      said[word] = value
    }
    try reader.finish()
  }

  /// The row of a link's kind.
  ///
  /// - Parameters:
  ///   - word: the file's word, which is a technology's name where the cluster file says nothing
  ///     of it; nil where the file says none.
  ///   - place: of the link, for messages.
  ///   - kinds: takes the kind where it is new.
  /// - Returns: a row of `kinds`.
  /// - Throws: `DocumentError` for a word that nobody explains.
  mutating func row(
    _ word: DocumentNode?, at place: DocumentNode, in kinds: inout LinkKinds
  ) throws(DocumentError) -> Int {
    guard let word else {
      guard let usual else {
        throw place.error("says no kind of link, and the cluster file has no graph.link")
      }
      if let row = rows[""] { return row }
      let row = try kinds.row(of: usual, catalogue)
      rows[""] = row
      return row
    }
    let text = try word.string()
    if let row = rows[text] { return row }
    used.insert(text)
    let names = catalogue.links.map(\.name)
    guard let meaning = said[text] ?? (names.contains(text) ? word : nil) else {
      throw word.error(
        "\"\(text)\" is no link technology, and graph.links does not explain it"
          + Suggestion.hint(for: text, among: entries.map(\.word) + names))
    }
    let row = try kinds.row(of: meaning, catalogue)
    rows[text] = row
    return row
  }

  /// Whether the cluster file says what a class of links is.
  func explains(_ name: String) -> Bool { said[name] != nil }

  /// The row of a class of links that the format itself knows.
  ///
  /// - Parameters:
  ///   - name: of the class, by which the cluster file may say what it is.
  ///   - usual: the technology that it mostly is, if any.
  ///   - place: of the link, for messages.
  ///   - kinds: takes the kind where it is new.
  /// - Returns: a row of `kinds`.
  /// - Throws: `DocumentError` where neither names a technology.
  mutating func row(
    ofClass name: String, usually usual: String?, at place: DocumentNode, in kinds: inout LinkKinds
  ) throws(DocumentError) -> Int {
    let key = "\(name) \(usual ?? "")"
    if let row = rows[key] { return row }
    used.insert(name)
    let names = catalogue.links.map(\.name)
    var meaning = said[name]
    if meaning == nil, let usual, names.contains(usual) {
      meaning = DocumentNode(
        text: usual, file: place.file, line: place.line, keyPath: place.keyPath)
    }
    guard let meaning else {
      throw place.error(
        "a link of the class \(name), and graph.links does not say which technology it is"
          + (usual.map { " (\($0) is not in the catalogue)" } ?? "")
          + "; known: \(names.joined(separator: ", "))")
    }
    let row = try kinds.row(of: meaning, catalogue)
    rows[key] = row
    return row
  }

  /// Refuses a word that the file does not have, and a default that no link takes.
  func refuseUnused(in path: String) throws(DocumentError) {
    if let stray = entries.first(where: { !used.contains($0.word) }) {
      throw stray.node.error(
        "no link of \(path) is of this kind"
          + Suggestion.hint(for: stray.word, among: used.sorted()))
    }
    if let usual, rows[""] == nil {
      throw usual.error("every link of \(path) says its own kind; leave the key out")
    }
  }
}
