// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A strict table: a header line, then as many fields on each line as the header has.
///
/// A field in double quotes may hold commas, and quotes written twice (RFC 4180), but not the end of a
/// line. Spaces around a field are no part of it. Lines may end in CR LF; the last may lack its end.
package struct CommaSeparatedTable: Sendable {
  /// Positions of the columns that were asked for, in that order; nil for an absent optional one.
  private let positions: [Int?]
  /// One entry per line below the header.
  private let rows: [(line: Int, fields: [Substring])]
  private let names: [String]
  package let file: String

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - required: columns that must be there, in any order.
  ///   - optional: columns that may be there; any other is refused.
  /// - Throws: `DocumentError` that names file, line and column.
  package init(
    path: String, required: [String], optional: [String]
  ) throws(DocumentError) {
    try self.init(
      text: try TextFile.read(path), file: path, required: required, optional: optional)
  }

  /// Reads text that has no file.
  ///
  /// - Parameters:
  ///   - text: the table.
  ///   - file: stands for the file in messages.
  ///   - required: columns that must be there, in any order.
  ///   - optional: columns that may be there; any other is refused.
  /// - Throws: `DocumentError` that names file, line and column.
  package init(
    text: String, file: String, required: [String], optional: [String]
  ) throws(DocumentError) {
    self.file = file
    names = required + optional
    var reader = FieldReader(text, file: file)
    guard let header = try reader.next(), header != [""] || !reader.isAtEnd else {
      throw DocumentError(file: file, problem: "is empty")
    }
    var seen: [Substring: Int] = [:]
    for (index, name) in header.enumerated() {
      guard names.contains(String(name)) else {
        throw DocumentError(
          file: file, line: 1,
          problem: "unknown column \"\(name)\"\(Suggestion.hint(for: String(name), among: names))")
      }
      guard seen.updateValue(index, forKey: name) == nil else {
        throw DocumentError(file: file, line: 1, problem: "the column \"\(name)\" is there twice")
      }
    }
    if let absent = required.first(where: { seen[$0[...]] == nil }) {
      throw DocumentError(
        file: file, line: 1,
        problem: "the column \"\(absent)\" is missing; columns: \(names.joined(separator: ", "))")
    }
    positions = names.map { seen[$0[...]] }
    var rows: [(line: Int, fields: [Substring])] = []
    while let fields = try reader.next() {
      // Only empty lines may come after the last row.
      if fields == [""], reader.isAtEnd { break }
      guard fields.count == header.count else {
        throw DocumentError(
          file: file, line: reader.line,
          problem: "has \(fields.count) fields, the header has \(header.count)")
      }
      rows.append((reader.line, fields))
    }
    self.rows = rows
  }

  package var rowCount: Int { rows.count }

  package func text(row: Int, column: Int) -> Substring? {
    positions[column].map { rows[row].fields[$0] }
  }

  /// A field as a value that knows its place; nil where it is empty, or its column is absent.
  package func field(row: Int, column: Int) -> DocumentNode? {
    guard let text = text(row: row, column: column), !text.isEmpty else { return nil }
    return DocumentNode(
      text: String(text), file: file, line: rows[row].line, keyPath: names[column])
  }

  /// A field of a column that must be there, and not be empty.
  package func required(row: Int, column: Int) throws(DocumentError) -> DocumentNode {
    if let field = field(row: row, column: column) { return field }
    throw error(row: row, column: column, "is empty")
  }

  /// The row itself, for messages.
  package func place(row: Int) -> DocumentNode {
    DocumentNode(text: "", file: file, line: rows[row].line, keyPath: "")
  }

  /// A required field that is not empty.
  package func identifier(row: Int, column: Int) throws(DocumentError) -> String {
    let text = text(row: row, column: column) ?? ""
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
      throw error(row: row, column: column, "expected a name without spaces, found \"\(text)\"")
    }
    return String(text)
  }

  /// A finite number of a required column, zero or more.
  package func number(row: Int, column: Int) throws(DocumentError) -> Double {
    let text = text(row: row, column: column) ?? ""
    let looksDecimal = text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    guard looksDecimal, let value = Double(text), value.isFinite else {
      throw error(row: row, column: column, "expected a number, found \"\(text)\"")
    }
    guard value >= 0 else {
      throw error(row: row, column: column, "\(text) is negative; allowed: zero or more")
    }
    return value
  }

  package func error(row: Int, column: Int, _ problem: String) -> DocumentError {
    DocumentError(
      file: file, line: rows[row].line, keyPath: names[column], problem: problem)
  }
}
