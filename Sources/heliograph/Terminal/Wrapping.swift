// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Breaks long lines of prose between words.
enum Wrapping {
  /// - Parameters:
  ///   - text: one paragraph.
  ///   - width: the most characters a line; a longer word has a line of its own.
  /// - Returns: lines, all but the first indented by two spaces.
  static func lines(_ text: String, width: Int = 100) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = "  " + word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
