// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Yams

/// A YAML (or JSON) file that a person wrote, with the place of every value.
///
/// A file may name another under `include:`; its own keys then override the included ones,
/// mapping by mapping. Duplicate keys are refused. `overrides` (`a.b[2].c=value`) come last.
package struct Document: Sendable {
  package let root: DocumentNode
  /// The file and everything it includes, in the order read.
  package let files: [String]

  /// Reads a file and what it includes.
  ///
  /// - Throws: `DocumentError` for a file that is missing, unreadable or not YAML.
  package init(path: String, overrides: [String] = []) throws(DocumentError) {
    var files: [String] = []
    var root = try Self.load(path, including: [], files: &files)
    for override in overrides { try root.apply(override: override) }
    self.root = root
    self.files = files
  }

  /// Reads text that has no file, such as an embedded default; `name` stands for the file.
  package init(text: String, name: String, overrides: [String] = []) throws(DocumentError) {
    var root = try Self.parse(text, file: name)
    for override in overrides { try root.apply(override: override) }
    self.root = root
    files = []
  }

  private static func load(
    _ path: String, including: [String], files: inout [String]
  ) throws(DocumentError) -> DocumentNode {
    guard !including.contains(path) else {
      throw DocumentError(
        file: path, keyPath: "include",
        problem: "includes itself: " + (including + [path]).joined(separator: " -> "))
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentError(file: path, problem: "cannot be read: no such file, or no permission")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw DocumentError(file: path, problem: "is not UTF-8 text")
    }
    files.append(path)
    let node = try parse(text, file: path)
    guard case .mapping(var entries) = node.content,
      let index = entries.firstIndex(where: { $0.key == "include" })
    else { return node }
    let included = entries.remove(at: index).value
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().relativePath
    let name = try included.string()
    let target = name.hasPrefix("/") ? name : (folder == "." ? name : "\(folder)/\(name)")
    let base = try load(target, including: including + [path], files: &files)
    var own = node
    own.content = .mapping(entries)
    return base.merged(under: own)
  }

  private static func parse(_ text: String, file: String) throws(DocumentError) -> DocumentNode {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw DocumentError(file: file, problem: "is empty")
      }
      return try DocumentNode(node, file: file, keyPath: "")
    } catch let error as DocumentError {
      throw error
    } catch {
      let (line, problem) = YAMLFailure.describe(error)
      throw DocumentError(file: file, line: line, problem: problem)
    }
  }
}
