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

    let node = try Document.parse(try TextFile.read(path, for: includer), file: path)
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
    let base = try load(TextFile.path(try include.string(), beside: path), from: include)
    var own = node
    own.content = .mapping(entries)
    return base.merged(under: own)
  }

  /// Blames the line that asked for the file, where there is one.
  private static func failure(
    _ problem: String, _ path: String, _ includer: DocumentNode?
  ) -> DocumentError {
    includer?.error("\"\(path)\": \(problem)") ?? DocumentError(file: path, problem: problem)
  }
}
