// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Yams

/// Takes over Yams' tree with its line numbers and refuses what a plain document has no need of.
///
/// An alias is a copy of its anchor, and copies of copies grow without bound (a thousand bytes can
/// ask for a billion values), so copies draw on a budget.
struct YAMLBridge {
  let file: String
  private var nodesLeft: Int

  /// Values that aliases may add to those that were written.
  static let copies = 100_000
  /// Levels of nesting; no format here has ten.
  static let deepest = 64

  /// - Parameters:
  ///   - file: the name for messages.
  ///   - textLength: UTF-8 bytes of the text. Without aliases it has fewer values than bytes.
  init(file: String, textLength: Int) {
    self.file = file
    nodesLeft = textLength + 1 + Self.copies
  }

  mutating func node(
    _ node: Yams.Node, keyPath: String, depth: Int
  ) throws(DocumentError) -> DocumentNode {
    let line = node.mark?.line
    func failure(_ problem: String) -> DocumentError {
      DocumentError(file: file, line: line, keyPath: keyPath, problem: problem)
    }
    guard depth <= Self.deepest else {
      throw DocumentError(
        file: file, line: line, problem: "is nested deeper than \(Self.deepest) levels")
    }
    nodesLeft -= 1
    guard nodesLeft >= 0 else {
      throw DocumentError(
        file: file, line: line,
        problem: "aliases copy more than \(Self.copies) values; write fewer of them")
    }
    let content: DocumentNode.Content
    switch node {
    case .scalar(let scalar):
      let tag = scalar.tag.rawValue
      guard tag.isEmpty || tag == Tag.Name.str.rawValue else {
        throw failure(Self.refusal(of: tag))
      }
      let isPlain = scalar.style == .plain || scalar.style == .any
      content = .scalar(scalar.string, quoted: !isPlain || !tag.isEmpty)
    case .sequence(let sequence):
      guard sequence.tag.rawValue.isEmpty else {
        throw failure(Self.refusal(of: sequence.tag.rawValue))
      }
      var elements: [DocumentNode] = []
      elements.reserveCapacity(sequence.count)
      for (index, element) in sequence.enumerated() {
        elements.append(
          try self.node(element, keyPath: "\(keyPath)[\(index)]", depth: depth + 1))
      }
      content = .sequence(elements)
    case .mapping(let mapping):
      guard mapping.tag.rawValue.isEmpty else {
        throw failure(Self.refusal(of: mapping.tag.rawValue))
      }
      content = .mapping(try entries(mapping, keyPath: keyPath, depth: depth))
    case .alias(let alias):
      throw failure("the alias *\(alias.anchor.rawValue) has no anchor")
    }
    return DocumentNode(content: content, file: file, line: line, keyPath: keyPath)
  }

  private mutating func entries(
    _ mapping: Yams.Node.Mapping, keyPath: String, depth: Int
  ) throws(DocumentError) -> [DocumentNode.Entry] {
    var entries: [DocumentNode.Entry] = []
    entries.reserveCapacity(mapping.count)
    var seen: Set<String> = []
    for (key, value) in mapping {
      func failure(_ problem: String, _ path: String) -> DocumentError {
        DocumentError(file: file, line: key.mark?.line, keyPath: path, problem: problem)
      }
      guard case .scalar(let scalar) = key, !scalar.string.isEmpty || scalar.style != .plain else {
        throw failure("a key must be a text", keyPath)
      }
      let name = scalar.string
      guard name != "<<" || scalar.style != .plain else {
        throw failure(
          "merge keys (<<) are not supported; use include:, or repeat the keys", keyPath)
      }
      let path = DocumentNode.child(name, of: keyPath)
      guard seen.insert(name).inserted else { throw failure("the key is there twice", path) }
      entries.append(
        DocumentNode.Entry(
          key: name, keyLine: key.mark?.line,
          value: try node(value, keyPath: path, depth: depth + 1)))
    }
    return entries
  }

  private static func refusal(of tag: String) -> String {
    let standard = "tag:yaml.org,2002:"
    let spelled = tag.hasPrefix(standard) ? "!!" + tag.dropFirst(standard.count) : tag
    return "the tag \(spelled) is not supported; write the value without it"
  }
}
