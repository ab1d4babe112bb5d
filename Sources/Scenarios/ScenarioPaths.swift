// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// Resolves the paths that a scenario names: from its own folder, or else from the data root.
struct ScenarioPaths {
  let root: DataRoot

  /// One cluster file or a list of them.
  func clusters(_ node: DocumentNode) throws(DocumentError) -> [String] {
    guard node.isSequence else { return [try file(node)] }
    let elements = try node.sequence()
    guard !elements.isEmpty else { throw node.error("the list of clusters is empty") }
    var paths: [String] = []
    for element in elements {
      let path = try file(element)
      guard !paths.contains(path) else {
        throw element.error("\"\(try element.string())\" is listed twice")
      }
      paths.append(path)
    }
    return paths
  }

  /// An existing file.
  func file(_ node: DocumentNode) throws(DocumentError) -> String {
    let (name, folder) = try parts(node)
    guard let path = root.resolve(name, from: folder) else {
      throw missing(node, name: name, folder: folder, what: "no such file")
    }
    return path
  }

  /// A folder of traces, or what their names begin with.
  func prefixOrFolder(_ node: DocumentNode) throws(DocumentError) -> String {
    let (name, folder) = try parts(node)
    let candidates = root.candidates(for: name, from: folder)
    if let path = candidates.first(where: TracePath.exists) { return path }
    throw missing(node, name: name, folder: folder, what: "no trace")
  }

  private func parts(_ node: DocumentNode) throws(DocumentError) -> (String, String) {
    let name = try node.string()
    guard !name.isEmpty else { throw node.error("expected a path, found an empty text") }
    // An override has no folder of its own: its paths are those of the shell.
    return (name, node.file.hasPrefix("--set") ? "." : DataRoot.folder(of: node.file))
  }

  private func missing(
    _ node: DocumentNode, name: String, folder: String, what: String
  ) -> DocumentError {
    let places = root.candidates(for: name, from: folder)
    return node.error("\(what) \"\(name)\"; looked for \(places.joined(separator: " and "))")
  }
}

/// Whether something with the name of a trace is there.
package enum TracePath {
  /// True for a folder, a file, or a prefix that some file's name extends with a dot.
  package static func exists(_ path: String) -> Bool {
    if FileManager.default.fileExists(atPath: path) { return true }
    let folder = DataRoot.folder(of: path)
    let stem = path.split(separator: "/").last.map { String($0) + "." } ?? "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { $0.hasPrefix(stem) }
  }
}
