// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Reads XML piece by piece and counts its lines.
struct MarkupReader {
  enum Event {
    case start(MarkupElement)
    case text(String)
    case end(String)
  }

  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private(set) var line = 1
  /// The end of an element that was written in one: `<a/>`.
  private var pendingEnd: String?

  init(text: String, file: String) {
    self.file = file
    var bytes = Array(text.utf8)
    // Editors on some systems begin a file with a byte-order mark.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
  }

  func failure(_ problem: String) -> DocumentError {
    DocumentError(file: file, line: line, problem: "is not XML: \(problem)")
  }

  /// The next piece; nil at the end of the text. White space alone is no piece.
  mutating func next() throws(DocumentError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while position < bytes.count {
      guard bytes[position] == Self.less else {
        let text = try characters(until: Self.less, in: "text")
        if text.utf8.allSatisfy(Self.isBlank) { continue }
        return .text(text)
      }
      if skip("<!--") {
        _ = try raw(until: "-->", of: "comment")
      } else if skip("<![CDATA[") {
        return .text(try raw(until: "]]>", of: "CDATA section"))
      } else if skip("<?") {
        try checkDeclaration(try raw(until: "?>", of: "processing instruction"))
      } else if skip("<!") {
        throw failure("a document type (<!DOCTYPE) is not read; take it out")
      } else if skip("</") {
        let name = try name(of: "element")
        skipBlank()
        guard skip(">") else { throw failure("</\(name) is not closed by >") }
        return .end(name)
      } else {
        position += 1
        return .start(try element())
      }
    }
    return nil
  }

  private mutating func element() throws(DocumentError) -> MarkupElement {
    let begin = line
    let name = try name(of: "element")
    var attributes: [MarkupElement.Attribute] = []
    while true {
      let hadBlank = skipBlank()
      if skip(">") { break }
      if skip("/>") {
        pendingEnd = name
        break
      }
      guard position < bytes.count else {
        throw failure("ends inside <\(name)>, which begins on line \(begin)")
      }
      guard hadBlank else { throw failure("expected a space or > in <\(name)>") }
      let key = try self.name(of: "attribute")
      let place = line
      skipBlank()
      guard skip("=") else { throw failure("the attribute \"\(key)\" of <\(name)> has no value") }
      skipBlank()
      let end = position < bytes.count ? bytes[position] : 0
      guard end == Self.quote || end == Self.apostrophe else {
        throw failure("the value of \"\(key)\" in <\(name)> must stand in quotes")
      }
      position += 1
      let value = try characters(until: end, in: "the value of \"\(key)\"")
      guard position < bytes.count else { throw failure("the value of \"\(key)\" has no end") }
      position += 1
      guard !attributes.contains(where: { $0.name == key }) else {
        throw failure("<\(name)> has the attribute \"\(key)\" twice")
      }
      attributes.append(MarkupElement.Attribute(name: key, value: value, line: place))
    }
    return MarkupElement(name: name, file: file, line: begin, attributes: attributes)
  }

  /// Text up to a byte, which stays, with its entities replaced.
  private mutating func characters(
    until end: UInt8, in what: String
  ) throws(DocumentError) -> String {
    var text = ""
    var start = position
    while position < bytes.count, bytes[position] != end {
      let byte = bytes[position]
      if byte == Self.ampersand {
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        text.unicodeScalars.append(try entity())
        start = position
        continue
      }
      guard byte != Self.less else { throw failure("< stands in \(what); write &lt;") }
      guard byte >= 0x20 || Self.isBlank(byte) else {
        throw failure("a control character (\(byte)) stands in \(what)")
      }
      if byte == Self.newline { line += 1 }
      position += 1
    }
    let rest = String(decoding: bytes[start..<position], as: UTF8.self)
    return text.isEmpty ? rest : text + rest
  }

  private mutating func entity() throws(DocumentError) -> Unicode.Scalar {
    // The longest that is known is &#x10FFFF; with a few zeros.
    let limit = min(position + 16, bytes.count)
    guard let end = bytes[position..<limit].firstIndex(of: UInt8(ascii: ";")) else {
      throw failure("& begins no entity; write &amp;")
    }
    let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
    position = end + 1
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "apos": return "'"
    case "quot": return "\""
    default:
      let code =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      guard let code, code >= 0x20 || [0x9, 0xA, 0xD].contains(code),
        let scalar = Unicode.Scalar(code)
      else {
        throw failure("the entity &\(name); is unknown; known: lt, gt, amp, apos, quot, numbers")
      }
      return scalar
    }
  }

  /// Text as it is, up to a mark that ends it.
  private mutating func raw(
    until mark: StaticString, of what: String
  ) throws(DocumentError) -> String {
    let start = position
    let begin = line
    while position < bytes.count {
      if skip(mark) {
        return String(
          decoding: bytes[start..<position - mark.utf8CodeUnitCount], as: UTF8.self)
      }
      if bytes[position] == Self.newline { line += 1 }
      position += 1
    }
    throw failure("the \(what) that begins on line \(begin) has no end")
  }

  /// Refuses a declaration of other letters than those that were read.
  private func checkDeclaration(_ text: String) throws(DocumentError) {
    guard text.hasPrefix("xml "), let range = text.firstRange(of: "encoding") else { return }
    let value = text[range.upperBound...].drop { " =\"'".contains($0) }
      .prefix { !" \"'".contains($0) }
    guard ["utf-8", "us-ascii", "ascii"].contains(value.lowercased()) else {
      throw failure("the encoding \(value) is not read; write the file as UTF-8")
    }
  }

  private mutating func name(of what: String) throws(DocumentError) -> String {
    let start = position
    while position < bytes.count, Self.isName(bytes[position]) { position += 1 }
    guard position > start, !(UInt8(ascii: "-")...UInt8(ascii: "9")).contains(bytes[start]) else {
      throw failure("expected the name of an \(what); < as text is written &lt;")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  @discardableResult
  private mutating func skipBlank() -> Bool {
    let start = position
    while position < bytes.count, Self.isBlank(bytes[position]) {
      if bytes[position] == Self.newline { line += 1 }
      position += 1
    }
    return position > start
  }

  /// Passes a mark; false where something else stands here.
  private mutating func skip(_ mark: StaticString) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != mark.utf8Start[offset] {
      return false
    }
    position += count
    return true
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x9 || byte == newline || byte == 0xD
  }

  /// Letters, digits, `.`, `-`, `_`, `:` and everything beyond ASCII.
  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  private static let less = UInt8(ascii: "<")
  private static let ampersand = UInt8(ascii: "&")
  private static let quote = UInt8(ascii: "\"")
  private static let apostrophe = UInt8(ascii: "'")
  private static let newline = UInt8(ascii: "\n")
}
