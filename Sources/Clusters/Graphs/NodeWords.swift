// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// What the words of a graph's file for kinds of nodes mean: the `kinds:` of a cluster file.
struct NodeWords {
  private let catalogue: TechnologyCatalogue
  private var meanings: [String: NodeMeaning] = [:]
  /// In the order written.
  private var entries: [(word: String, node: DocumentNode)] = []
  private var used: Set<String> = []

  /// Reads `{gpu: accelerator, leaf: {switch: quantum-2}, hca: {nic: connectx-7}}`.
  ///
  /// - Throws: `DocumentError` for a value that is none of these.
  init(_ node: DocumentNode?, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.catalogue = catalogue
    guard let node else { return }
    var reader = try node.mapping()
    for word in reader.keys {
      guard let value = reader.optional(word) else { continue }
      entries.append((word, value))
      meanings[word] = try Self.meaning(value, catalogue)
    }
    try reader.finish()
  }

  private static func meaning(
    _ value: DocumentNode, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> NodeMeaning {
    guard value.isMapping else {
      guard value.isScalar, try value.string() == "accelerator" else {
        throw value.error(
          "expected accelerator, {switch: NAME} or {nic: NAME}, found \(value.spelled)")
      }
      return .accelerator
    }
    var reader = try value.mapping()
    let packetSwitch = reader.optional("switch")
    let nic = reader.optional("nic")
    try reader.finish()
    switch (packetSwitch, nic) {
    case (let name?, nil): return .packetSwitch(try catalogue.packetSwitch(name))
    case (nil, let name?): return .nic(try catalogue.nic(name))
    default: throw value.error("give either switch or nic")
    }
  }

  /// What a word means; nil where the cluster file does not say.
  mutating func meaning(of word: String) -> NodeMeaning? {
    used.insert(word)
    return meanings[word]
  }

  /// What a node is by what its file says of it.
  ///
  /// - Parameters:
  ///   - word: the file's word for its kind; nil where the file has none for any node.
  ///   - packetSwitch: the switch that the file names, if any.
  ///   - nic: the NIC that the file names, if any.
  /// - Returns: what the cluster file says that the word means; accelerator, switch and nic need
  ///   not be said.
  /// - Throws: `DocumentError` for a word that nobody explains, or a technology of another kind.
  mutating func meaning(
    _ word: DocumentNode?, packetSwitch: DocumentNode?, nic: DocumentNode?
  ) throws(DocumentError) -> NodeMeaning {
    guard let word else {
      if let named = packetSwitch ?? nic {
        throw named.error("a node without a kind is an accelerator")
      }
      return .accelerator
    }
    let text = try word.string()
    let said = meaning(of: text)
    let builtIn = ["accelerator": NodeKind.accelerator, "switch": .packetSwitch, "nic": .nic]
    guard let kind = said?.kind ?? builtIn[text] else {
      throw word.error(
        "\"\(text)\" is no kind of node that graph.kinds explains"
          + Suggestion.hint(
            for: text, among: entries.map(\.word) + ["accelerator", "switch", "nic"]))
    }
    if let packetSwitch, kind != .packetSwitch {
      throw packetSwitch.error("a node of the kind \"\(text)\" is no switch")
    }
    if let nic, kind != .nic { throw nic.error("a node of the kind \"\(text)\" is no NIC") }
    // What stands beside one node is nearer to it than what stands for all.
    if let packetSwitch { return .packetSwitch(try catalogue.packetSwitch(packetSwitch)) }
    if let nic { return .nic(try catalogue.nic(nic)) }
    if let said { return said }
    guard kind == .accelerator else {
      throw word.error(
        "which \(text) it is, neither the file nor graph.kinds says: write its name in \(text), or "
          + "kinds: {\(text): {\(text): NAME}}")
    }
    return .accelerator
  }

  /// Refuses a word that the file does not have: it is likely a slip.
  func refuseUnused(in path: String) throws(DocumentError) {
    guard let stray = entries.first(where: { !used.contains($0.word) }) else { return }
    throw stray.node.error(
      "no node of \(path) is of this kind\(Suggestion.hint(for: stray.word, among: used.sorted()))")
  }
}
