// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The words of a GOAL schedule, one after the other, without blanks and comments.
///
/// Line ends separate words as blanks do. `{`, `}` and `:` are words of their own.
struct GOALWords {
  struct Word {
    var text: String
    /// From 1.
    var line: Int
  }

  let file: String
  private let bytes: [UInt8]
  private var offset = 0
  /// Of the byte at `offset`.
  private var line = 1
  private var ahead: Word?

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The next word, which stays; nil at the end of the file.
  mutating func peek() throws(TraceError) -> Word? {
    if ahead == nil { ahead = try scan() }
    return ahead
  }

  /// The next word; nil at the end of the file.
  mutating func next() throws(TraceError) -> Word? {
    defer { ahead = nil }
    return try peek()
  }

  /// The next word, of which there has to be one.
  mutating func next(expecting allowed: String) throws(TraceError) -> Word {
    guard let word = try next() else {
      throw TraceError(file: file, at: .line(line), "the file ends; expected \(allowed)")
    }
    return word
  }

  func fault(_ word: Word, _ problem: String) -> TraceError {
    TraceError(file: file, at: .line(word.line), problem)
  }

  private mutating func scan() throws(TraceError) -> Word? {
    try skipBlanks()
    guard offset < bytes.count else { return nil }
    let start = offset
    while offset < bytes.count, !isBlank(bytes[offset]), !startsComment {
      if isMark(bytes[offset]) {
        if offset == start { offset += 1 }
        break
      }
      offset += 1
    }
    return Word(text: String(decoding: bytes[start..<offset], as: UTF8.self), line: line)
  }

  private mutating func skipBlanks() throws(TraceError) {
    while offset < bytes.count {
      if isBlank(bytes[offset]) {
        step()
      } else if starts(with: "//") {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      } else if starts(with: "/*") {
        let opening = line
        offset += 2
        while !starts(with: "*/") {
          guard offset < bytes.count else {
            throw TraceError(file: file, at: .line(opening), "the comment has no end \"*/\"")
          }
          step()
        }
        offset += 2
      } else {
        return
      }
    }
  }

  private mutating func step() {
    if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  private var startsComment: Bool { starts(with: "//") || starts(with: "/*") }

  private func starts(with pair: StaticString) -> Bool {
    offset + 1 < bytes.count && bytes[offset] == pair.utf8Start[0]
      && bytes[offset + 1] == pair.utf8Start[1]
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    [" ", "\t", "\r", "\n"].contains(UnicodeScalar(byte))
  }

  private func isMark(_ byte: UInt8) -> Bool { ["{", "}", ":"].contains(UnicodeScalar(byte)) }
}
