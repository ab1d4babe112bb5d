// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files of the checkout that tests read.
package enum PackageRoot {
  /// The folder that holds Package.swift.
  package static let url = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder of the checkout, by its path from the root.
  package static func path(_ relative: String) -> String {
    url.appendingPathComponent(relative).path
  }

  /// The folder of reference data that may lie beside the checkout, or nil.
  package static var shared: URL? {
    let folder = url.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// The lines of a text file, without the newline at its end.
  package static func lines(of path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }
}
