// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Yams

extension DocumentNode {
  /// Takes over Yams' tree, with line numbers; refuses duplicate keys and keys that are not text.
  init(_ node: Yams.Node, file: String, keyPath: String) throws(DocumentError) {
    let line = node.mark?.line
    switch node {
    case .scalar(let scalar):
      content = .scalar(scalar.string, quoted: scalar.style != .plain && scalar.style != .any)
    case .sequence(let sequence):
      var elements: [DocumentNode] = []
      for (index, element) in sequence.enumerated() {
        elements.append(
          try DocumentNode(element, file: file, keyPath: "\(keyPath)[\(index)]"))
      }
      content = .sequence(elements)
    case .mapping(let mapping):
      content = .mapping(try Self.entries(mapping, file: file, keyPath: keyPath))
    case .alias(let alias):
      throw DocumentError(
        file: file, line: line, keyPath: keyPath,
        problem: "the alias *\(alias.anchor.rawValue) has no anchor")
    }
    self.file = file
    self.line = line
    self.keyPath = keyPath
  }

  private static func entries(
    _ mapping: Yams.Node.Mapping, file: String, keyPath: String
  ) throws(DocumentError) -> [Entry] {
    var entries: [Entry] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw DocumentError(
          file: file, line: key.mark?.line, keyPath: keyPath, problem: "a key must be a text")
      }
      let name = scalar.string
      let path = DocumentNode.child(name, of: keyPath)
      guard seen.insert(name).inserted else {
        throw DocumentError(
          file: file, line: key.mark?.line, keyPath: path, problem: "the key is there twice")
      }
      entries.append(
        Entry(
          key: name, keyLine: key.mark?.line,
          value: try DocumentNode(value, file: file, keyPath: path)))
    }
    return entries
  }
}

/// Words for Yams' own errors.
enum YAMLFailure {
  static func describe(_ error: any Error) -> (line: Int?, problem: String) {
    guard let error = error as? YamlError else { return (nil, "is not YAML: \(error)") }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return (mark.line, "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return (context.mark.line, "the key is there twice: \(names)")
    default:
      return (nil, "is not YAML: \(error)")
    }
  }
}
