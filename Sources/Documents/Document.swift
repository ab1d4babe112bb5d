// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Yams

/// A YAML (or JSON) file that a person wrote, with the place of every value.
///
/// A file may name another under `include:`; its own keys then override the included ones,
/// mapping by mapping, and a null removes. Duplicate keys are refused. `overrides`
/// (`a.b[2].c=value`) come last.
package struct Document: Sendable {
  package let root: DocumentNode
  /// The file and everything it includes, in the order read.
  package let files: [String]

  /// The option of the command line that overrides come from, unless another is named.
  package static let overridingOption = "--set"

  /// Reads a file and what it includes.
  ///
  /// - Parameters:
  ///   - path: the file, as messages will name it.
  ///   - overrides: `key=value` texts, applied in order.
  /// - Throws: `DocumentError` for a file that is missing, unreadable or not YAML.
  package init(path: String, overrides: [String] = []) throws(DocumentError) {
    var inclusion = Inclusion()
    var root = try inclusion.load(path)
    for override in overrides { try root.apply(override: override) }
    self.root = root
    files = inclusion.files
  }

  /// Reads text that has no file, such as an embedded default.
  ///
  /// - Parameters:
  ///   - text: YAML; `include:` has no meaning in it.
  ///   - name: stands for the file in messages.
  ///   - overrides: `key=value` texts, applied in order.
  ///   - option: of the command line that they come from, as messages will name it.
  /// - Throws: `DocumentError` for what is not YAML.
  package init(
    text: String, name: String, overrides: [String] = [], option: String = Document.overridingOption
  ) throws(DocumentError) {
    var root = try Self.parse(text, file: name)
    for override in overrides { try root.apply(override: override, option: option) }
    self.root = root
    files = []
  }

  static func parse(_ text: String, file: String) throws(DocumentError) -> DocumentNode {
    // Editors on some systems begin a file with a byte-order mark, which YAML takes for a letter.
    let text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    if let line = ComplexKeys.line(in: text) {
      throw DocumentError(
        file: file, line: line,
        problem: "a key must be a text, and an alias may not stand for one")
    }
    do {
      // What a plain scalar is says whoever reads it; Yams would try seven patterns on each key.
      guard let node = try Yams.compose(yaml: text, .basic) else {
        throw DocumentError(file: file, problem: "is empty")
      }
      var bridge = YAMLBridge(file: file, textLength: text.utf8.count)
      return try bridge.node(node, keyPath: "", depth: 0)
    } catch let error as DocumentError {
      throw error
    } catch {
      let (line, problem) = YAMLFailure.describe(error)
      throw DocumentError(file: file, line: line, problem: problem)
    }
  }
}
