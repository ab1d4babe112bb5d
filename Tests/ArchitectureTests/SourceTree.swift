// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file of the package: its path from the root, and its text.
struct SourceFile {
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var name: String { String(path.split(separator: "/").last ?? "") }
  var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
  /// The module under Sources that the file belongs to.
  var module: String? {
    folders.count > 1 && folders[0] == "Sources" ? folders[1] : nil
  }
}

/// The package as it lies on the disk.
struct SourceTree {
  let root: URL

  /// The package that holds this test.
  static func ofThisPackage(from file: String = #filePath) -> SourceTree {
    SourceTree(
      root: URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent())
  }

  /// Texts that the project keeps, in the order of their paths; what builds and runs leave behind is
  /// not among them.
  func files(withSuffixes suffixes: [String]) throws -> [SourceFile] {
    try paths().filter { path in suffixes.contains { path.hasSuffix($0) } }
      .map { path in
        let data = try Data(contentsOf: root.appendingPathComponent(path))
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
      }
  }

  func text(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// Names of the folders directly in a folder, sorted.
  func folders(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: root.appendingPathComponent(path), includingPropertiesForKeys: [.isDirectoryKey]
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent).sorted()
  }

  private func paths() throws -> [String] {
    var found: [String] = []
    try collect("", into: &found)
    return found.sorted()
  }

  private func collect(_ folder: String, into found: inout [String]) throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent(folder).path)
    for name in names where !Self.leftovers.contains(name) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard
        FileManager.default.fileExists(
          atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
      else { continue }
      if isFolder.boolValue { try collect(path, into: &found) } else { found.append(path) }
    }
  }

  private static let leftovers: Set<String> = [
    ".git", ".build", ".swiftpm", ".venv", ".vscode", "__pycache__", ".pytest_cache",
    "Package.resolved",
  ]
}
