// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A value in a document that knows where it was written.
package struct DocumentNode: Sendable {
  package enum Content: Sendable {
    case scalar(String, quoted: Bool)
    case sequence([DocumentNode])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    package let keyLine: Int?
    package var value: DocumentNode
  }

  package var content: Content
  package let file: String
  package let line: Int?
  package var keyPath: String

  package func error(_ problem: String) -> DocumentError {
    DocumentError(file: file, line: line, keyPath: keyPath, problem: problem)
  }

  /// What the value is, for messages: "a mapping", "a list", "nothing", or the text itself, cut
  /// where it is long.
  package var spelled: String {
    switch content {
    case .scalar where isNull: "nothing"
    case .scalar(let text, let quoted):
      (quoted ? "the text " : "") + "\"\(text.prefix(60))\(text.count > 60 ? "..." : "")\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  package var isMapping: Bool { if case .mapping = content { true } else { false } }
  package var isSequence: Bool { if case .sequence = content { true } else { false } }
  package var isScalar: Bool { if case .scalar = content { true } else { false } }

  /// YAML's null, written as nothing, `~` or `null`.
  package var isNull: Bool {
    if case .scalar(let text, let quoted) = content {
      return !quoted && ["", "~", "null", "Null", "NULL"].contains(text)
    }
    return false
  }

  package static func child(_ key: String, of parent: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }
}

extension DocumentNode {
  /// A plain scalar of another format than YAML; a text of no letters is null.
  package init(text: String, file: String, line: Int?, keyPath: String) {
    self.init(content: .scalar(text, quoted: false), file: file, line: line, keyPath: keyPath)
  }
}
