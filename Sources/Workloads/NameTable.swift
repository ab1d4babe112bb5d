// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Texts by row, each stored once, rows in the order of first use.
package struct NameTable: Sendable {
  package private(set) var texts: [String] = []
  private var rows: [String: Int32] = [:]

  package init() {}

  /// The row of a text, which is added where it is new.
  package mutating func row(of text: String) -> Int32 {
    if let row = rows[text] { return row }
    let row = Int32(texts.count)
    texts.append(text)
    rows[text] = row
    return row
  }

  /// The row of a text that is already there.
  package func existingRow(of text: String) -> Int32? { rows[text] }
}
