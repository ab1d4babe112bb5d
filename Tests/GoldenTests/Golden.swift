// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A small text that a whole scenario must reproduce.
struct Golden {
  private let name: String

  init(_ name: String) { self.name = name }

  /// The folder that holds Package.swift.
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private var file: URL {
    Self.checkout.appendingPathComponent("Tests/GoldenTests/Summaries/\(name).txt")
  }

  /// Compares line by line, or writes the file where HELIOGRAPH_REGENERATE_GOLDEN is set.
  func check(_ found: String) throws {
    if ProcessInfo.processInfo.environment["HELIOGRAPH_REGENERATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(found.utf8).write(to: file)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let expected = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = found.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == expected.count)
    for (line, wanted) in zip(lines, expected) { #expect(line == wanted) }
  }
}
