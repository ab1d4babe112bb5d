// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a file and, before it, what it includes.
struct Inclusion {
  /// Every file in the order read, named as their including files name them.
  private(set) var files: [String] = []
  /// The files being read, outermost first, by their true place.
  private var open: [(name: String, identity: String)] = []

  mutating func load(
    _ path: String, from includer: DocumentNode? = nil
  ) throws(DocumentError) -> DocumentNode {
    // Two spellings of one file are one file: ./a.yaml, x/../a.yaml, a symbolic link.
    let identity = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    if open.contains(where: { $0.identity == identity }) {
      let chain = (open.map(\.name) + [path]).joined(separator: " -> ")
      throw Self.failure("includes itself: \(chain)", path, includer)
    }
    open.append((path, identity))
    defer { open.removeLast() }

    let node = try Document.parse(try Self.text(of: path, from: includer), file: path)
    files.append(path)
    guard case .mapping(var entries) = node.content,
      let index = entries.firstIndex(where: { $0.key == "include" })
    else {
      if let includer, !node.isMapping {
        throw includer.error("\"\(path)\" is \(node.spelled), and only a mapping can be included")
      }
      return node
    }
    let include = entries.remove(at: index).value
    let base = try load(Self.resolve(try include.string(), beside: path), from: include)
    var own = node
    own.content = .mapping(entries)
    return base.merged(under: own)
  }

  private static func text(
    of path: String, from includer: DocumentNode?
  ) throws(DocumentError) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw failure("cannot be read: no such file", path, includer)
    }
    guard !isFolder.boolValue else {
      throw failure("cannot be read: it is a folder", path, includer)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw failure("cannot be read: no permission", path, includer)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw DocumentError(file: path, problem: "is not UTF-8 text")
    }
    return text
  }

  /// A path in a file is relative to the file's folder.
  private static func resolve(_ name: String, beside path: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return String(path[...slash]) + name
  }

  /// Blames the line that asked for the file, where there is one.
  private static func failure(
    _ problem: String, _ path: String, _ includer: DocumentNode?
  ) -> DocumentError {
    includer?.error("\"\(path)\": \(problem)") ?? DocumentError(file: path, problem: problem)
  }
}
