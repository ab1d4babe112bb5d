// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Paths that exist on one person's machine only.
enum MachinePaths {
  // Put together here so that this file does not hold what it looks for.
  private static let roots = ["home", "Users", "root", "work", "tmp/w", "mnt", "opt"].map {
    "/" + $0 + "/"
  }

  static func violations(in file: SourceFile) -> [String] {
    guard roots.contains(where: { file.text.contains($0) }) else { return [] }
    return file.lines.enumerated().flatMap { index, line in
      roots.filter { holds($0, at: line) }
        .map { "\(file.path):\(index + 1): a path of one machine: \($0)" }
    }
  }

  /// Whether the root begins a path, as it does not within an address or a longer path.
  private static func holds(_ root: String, at line: Substring) -> Bool {
    let parts = line.split(separator: root, omittingEmptySubsequences: false)
    return parts.dropLast().contains { before in
      guard let last = before.last else { return true }
      return !last.isLetter && !last.isNumber && !"._-~/)}$".contains(last)
    }
  }
}
