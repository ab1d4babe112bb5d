// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Cuts comma separated text into lines and fields, in one pass over its bytes.
struct FieldReader {
  private let text: String.UTF8View
  private let file: String
  private var position: String.Index
  /// Of the fields that came last, from 1.
  private(set) var line = 0

  init(_ text: String, file: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text.utf8
    self.file = file
    position = text.startIndex
    // Spreadsheets begin a file with a byte-order mark.
    if text.unicodeScalars.first == "\u{FEFF}" {
      position = text.unicodeScalars.index(after: position)
    }
  }

  /// Whether nothing but ends of lines is left.
  var isAtEnd: Bool {
    text[position...].allSatisfy { $0 == Self.newline || $0 == Self.carriageReturn }
  }

  /// The fields of the next line; nil after the last.
  ///
  /// - Throws: `DocumentError` for quotes that do not match.
  mutating func next() throws(DocumentError) -> [Substring]? {
    guard position < text.endIndex else { return nil }
    line += 1
    var fields: [Substring] = []
    while true {
      skipSpaces()
      let isQuoted = position < text.endIndex && text[position] == Self.quote
      fields.append(isQuoted ? try quoted() : plain())
      guard position < text.endIndex else { return fields }
      let end = text[position]
      text.formIndex(after: &position)
      guard end != Self.comma else { continue }
      if end == Self.carriageReturn { text.formIndex(after: &position) }
      return fields
    }
  }

  private mutating func plain() -> Substring {
    let start = position
    var end = position
    while position < text.endIndex, text[position] != Self.comma, !isLineEnd(position) {
      let isSpace = text[position] == Self.space
      text.formIndex(after: &position)
      if !isSpace { end = position }
    }
    return Substring(text[start..<end])
  }

  private mutating func quoted() throws(DocumentError) -> Substring {
    var field = ""
    text.formIndex(after: &position)
    var start = position
    while true {
      guard position < text.endIndex, !isLineEnd(position) else {
        throw DocumentError(file: file, line: line, problem: "a quoted field has no end")
      }
      guard text[position] == Self.quote else {
        text.formIndex(after: &position)
        continue
      }
      field += Substring(text[start..<position])
      text.formIndex(after: &position)
      guard position < text.endIndex, text[position] == Self.quote else { break }
      // Two quotes stand for one: the second begins the next piece.
      start = position
      text.formIndex(after: &position)
    }
    skipSpaces()
    guard position == text.endIndex || text[position] == Self.comma || isLineEnd(position) else {
      throw DocumentError(
        file: file, line: line, problem: "after a quoted field comes a comma or the end of the line"
      )
    }
    return field[...]
  }

  private mutating func skipSpaces() {
    while position < text.endIndex, text[position] == Self.space {
      text.formIndex(after: &position)
    }
  }

  private func isLineEnd(_ index: String.Index) -> Bool {
    if text[index] == Self.newline { return true }
    guard text[index] == Self.carriageReturn else { return false }
    let next = text.index(after: index)
    return next < text.endIndex && text[next] == Self.newline
  }

  private static let space = UInt8(ascii: " ")
  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
