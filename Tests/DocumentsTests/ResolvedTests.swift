// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct `The resolved document` {
  @Test func `it is one line of YAML that reads back as itself`() throws {
    let awkward = [
      "plain", "two words", "a: b", "a #b", "#x", "{x}", "[x]", "a, b", "&a", "*a", "!t", "|", ">",
      "'", "\"", "%d", "@x", "`x`", "\\", "C:\\dir", "-", "- x", "?", "? x", "=", "<<", "", " ",
      " lead", "trail ", "line\nbreak", "tab\tstop", "\u{7}", "\u{85}", "\u{2028}", "x\u{FEFF}",
      "caf\u{E9}",
      "\u{1F4A1}", "null", "~", "true", "5", "400 Gb/s", "a=b", "...", "---",
    ]
    for text in awkward {
      let quoted = "\"" + text.unicodeScalars.map { escaped($0) }.joined() + "\""
      let root = try Document(text: "{\(quoted): [\(quoted)]}", name: "x").root
      let flow = root.flowText
      #expect(!flow.contains("\n"))
      let again = try Document(text: flow, name: "y").root
      var reader = try again.mapping()
      #expect(reader.keys == [text], "\(flow)")
      #expect(try reader.sequence(text).first?.string() == text, "\(flow)")
      #expect(again.flowText == flow)
    }
  }

  @Test func `nulls, numbers and texts stay what they are`() throws {
    let root = try Document(text: "a: \nb: ~\nc: 5\nd: \"5\"\ne: 1e-3\nf: -4\n", name: "x").root
    #expect(root.flowText == "{a: null, b: null, c: 5, d: \"5\", e: 1e-3, f: -4}")
    var reader = try Document(text: root.flowText, name: "y").root.mapping()
    #expect(reader.optional("a") == nil)
    #expect(try reader.integer("c") == 5)
    #expect(try reader.string("d") == "5")
    #expect(throws: DocumentError.self) { try reader.integer("d") }
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
