// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where answers go. A full disk behind a redirection is an error, not a shorter answer.
enum StandardOutput {
  /// Writes a text and the end of its line.
  ///
  /// - Throws: `OutputError` where it could not be written.
  static func print(_ text: String) throws { try write(text + "\n") }

  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch { throw OutputError("standard output cannot be written") }
  }
}

/// A result that could not be put where it was to go.
struct OutputError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
