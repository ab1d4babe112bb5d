// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A program with what its provenance records.
package struct LoadedProgram: Sendable {
  package var program: Program
  /// Every file that was read, in the order read.
  package var files: [String]
  /// What a user should know about how the files were understood; empty where all was plain.
  package var notes: [String]
  /// The input after includes and overrides, in one line.
  package var resolved: String

  package init(program: Program, files: [String], notes: [String], resolved: String) {
    self.program = program
    self.files = files
    self.notes = notes
    self.resolved = resolved
  }
}
