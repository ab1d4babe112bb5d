// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Rows of text in aligned columns.
struct TextTable {
  /// Where the cells of every column but the first lie; those of the first lie to the left.
  enum Alignment {
    case left
    case right
  }

  private var rows: [[String]] = []
  private let alignment: Alignment
  private let gap = "  "

  init(_ alignment: Alignment) { self.alignment = alignment }

  /// - Parameter header: titles of columns of numbers.
  init(_ header: [String]) {
    alignment = .right
    rows.append(header)
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// One line a row, without trailing spaces.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 || alignment == .left ? cell + padding : padding + cell
      }
      var line = cells.joined(separator: gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String { lines.joined(separator: "\n") }
}
