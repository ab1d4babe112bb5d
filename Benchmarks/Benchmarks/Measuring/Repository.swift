// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The checkout that the benchmarks belong to.
public enum Repository {
  /// - Parameters:
  ///   - name: of a file, from the root.
  ///   - file: of this source.
  /// - Returns: its whole path.
  public static func path(_ name: String, from file: String = #filePath) -> String {
    var root = URL(fileURLWithPath: file)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent(name).path
  }
}
