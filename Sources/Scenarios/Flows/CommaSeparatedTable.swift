// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// A strict table: a header line, then as many fields on each line as the header has.
///
/// Fields have no quotes and hold no commas. Lines may end in CR LF; the last may lack its end.
struct CommaSeparatedTable: Sendable {
  /// Positions of the columns that were asked for, in that order; nil for an absent optional one.
  private let positions: [Int?]
  /// One entry per line below the header.
  private let rows: [(line: Int, fields: [Substring])]
  private let names: [String]
  let file: String

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - required: columns that must be there, in any order.
  ///   - optional: columns that may be there; any other is refused.
  /// - Throws: `DocumentError` that names file, line and column.
  init(
    path: String, required: [String], optional: [String]
  ) throws(DocumentError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentError(file: path, problem: "cannot be read: no such file, or no permission")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw DocumentError(file: path, problem: "is not UTF-8 text")
    }
    try self.init(text: text, file: path, required: required, optional: optional)
  }

  init(
    text: String, file: String, required: [String], optional: [String]
  ) throws(DocumentError) {
    self.file = file
    names = required + optional
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard let first = lines.first else { throw DocumentError(file: file, problem: "is empty") }
    let header = Self.fields(first).map(String.init)
    for (index, name) in header.enumerated() {
      guard names.contains(name) else {
        throw DocumentError(
          file: file, line: 1,
          problem: "unknown column \"\(name)\"\(Suggestion.hint(for: name, among: names))")
      }
      guard header.firstIndex(of: name) == index else {
        throw DocumentError(file: file, line: 1, problem: "the column \"\(name)\" is there twice")
      }
    }
    if let absent = required.first(where: { !header.contains($0) }) {
      throw DocumentError(
        file: file, line: 1,
        problem: "the column \"\(absent)\" is missing; columns: \(names.joined(separator: ", "))")
    }
    positions = names.map { header.firstIndex(of: $0) }
    var rows: [(line: Int, fields: [Substring])] = []
    rows.reserveCapacity(lines.count - 1)
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = Self.fields(line)
      guard fields.count == header.count else {
        throw DocumentError(
          file: file, line: index + 1,
          problem: "has \(fields.count) fields, the header has \(header.count)")
      }
      rows.append((index + 1, fields))
    }
    self.rows = rows
  }

  var rowCount: Int { rows.count }

  func text(row: Int, column: Int) -> Substring? {
    positions[column].map { rows[row].fields[$0] }
  }

  /// A required field that is not empty.
  func identifier(row: Int, column: Int) throws(DocumentError) -> String {
    let text = text(row: row, column: column) ?? ""
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
      throw error(row: row, column: column, "expected a name without spaces, found \"\(text)\"")
    }
    return String(text)
  }

  /// A finite number of a required column, zero or more.
  func number(row: Int, column: Int) throws(DocumentError) -> Double {
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

  func error(row: Int, column: Int, _ problem: String) -> DocumentError {
    DocumentError(
      file: file, line: rows[row].line, keyPath: names[column], problem: problem)
  }

  private static func fields(_ line: Substring) -> [Substring] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { field in
      var field = field
      while field.first == " " { field.removeFirst() }
      while field.last == " " { field.removeLast() }
      return field
    }
  }
}
