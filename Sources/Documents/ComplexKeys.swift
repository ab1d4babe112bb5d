// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Finds keys that are not plain texts in a file that also has aliases.
///
/// The YAML reader compares all keys of a mapping as it reads. A key that is a collection made of
/// aliases of aliases would be walked in full, for hours, before anyone could refuse it; so such a
/// file is refused by its text.
enum ComplexKeys {
  /// The line of the first such key of a whole document; nil where there is none, or no alias to
  /// make it dangerous.
  static func line(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    var line = 1
    var found: Int?
    var hasAlias = false
    for index in bytes.indices {
      if bytes[index] == newline { line += 1 }
      guard beginsToken(bytes, index) || closes(bytes[index]) else { continue }
      if bytes[index] == star, aliasEnd(bytes, index) > index + 1 { hasAlias = true }
      if found == nil, isComplexKey(bytes, index) { found = line }
    }
    return hasAlias ? found : nil
  }

  private static func isComplexKey(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case question: return endsToken(bytes, index + 1)
    case closeBracket, closeBrace: return colonFollows(bytes, index + 1)
    case star:
      let end = aliasEnd(bytes, index)
      return end > index + 1 && colonFollows(bytes, end)
    default: return false
    }
  }

  /// Where the name after a star ends.
  private static func aliasEnd(_ bytes: [UInt8], _ star: Int) -> Int {
    var end = star + 1
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    return end
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func colonFollows(_ bytes: [UInt8], _ start: Int) -> Bool {
    var index = start
    while index < bytes.count, bytes[index] == space || bytes[index] == tab { index += 1 }
    return index < bytes.count && bytes[index] == colon
  }

  private static func beginsToken(_ bytes: [UInt8], _ index: Int) -> Bool {
    index == 0 || separates(bytes[index - 1]) || bytes[index - 1] == colon
  }

  private static func endsToken(_ bytes: [UInt8], _ index: Int) -> Bool {
    index >= bytes.count || separates(bytes[index])
  }

  private static func closes(_ byte: UInt8) -> Bool { byte == closeBracket || byte == closeBrace }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == newline || byte == carriageReturn || byte == comma
      || byte == openBracket || byte == openBrace || closes(byte)
  }

  private static let space = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let comma = UInt8(ascii: ",")
  private static let colon = UInt8(ascii: ":")
  private static let star = UInt8(ascii: "*")
  private static let question = UInt8(ascii: "?")
  private static let openBracket = UInt8(ascii: "[")
  private static let closeBracket = UInt8(ascii: "]")
  private static let openBrace = UInt8(ascii: "{")
  private static let closeBrace = UInt8(ascii: "}")
}
