// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Testing

@Suite struct `Malformed documents` {
  private func message(_ text: String) -> String? {
    do {
      _ = try Document(text: text, name: "f.yaml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n"])
  func `an empty document says so or is a null`(text: String) throws {
    do {
      let root = try Document(text: text, name: "f.yaml").root
      #expect(root.isNull)
    } catch {
      #expect(error.description == "f.yaml: is empty")
    }
  }

  @Test func `a tab that indents is named`() {
    let found = message("a:\n\tb: 1\n")
    #expect(found?.hasPrefix("f.yaml:2: is not YAML: ") == true)
    #expect(found?.contains("a tab may not indent") == true)
  }

  @Test func `a syntax error has its line`() {
    #expect(message("a: 1\nb: [1, 2\nc: 3\n")?.hasPrefix("f.yaml:3: is not YAML: ") == true)
    #expect(message("a: 1\nb: \"open\n")?.hasPrefix("f.yaml:3: is not YAML: ") == true)
    #expect(message("a: @b")?.hasPrefix("f.yaml:1: is not YAML: ") == true)
    #expect(message("a: b: c")?.hasPrefix("f.yaml:1: is not YAML: ") == true)
    #expect(message("a: *nowhere")?.hasPrefix("f.yaml:1: is not YAML: ") == true)
  }

  @Test func `a control character is refused with its line`() {
    let found = message("a: 1\nb: x\u{1}y\n")
    #expect(found?.hasPrefix("f.yaml:2: is not YAML: control characters") == true)
  }

  @Test func `a second document is refused with its line`() {
    #expect(
      message("a: 1\n---\nb: 2\n")
        == "f.yaml:2: holds a second document (---), and a file is one document")
  }

  @Test func `a merge key is refused with what to write instead`() {
    let found = message("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n")
    #expect(
      found
        == "f.yaml:3: c: merge keys (<<) are not supported; use include:, or repeat the keys")
  }

  @Test(arguments: ["a: !!int 5", "a: !custom {b: 1}", "a: !!set {b, c}", "a: !!binary aGk="])
  func `a tag is refused`(text: String) {
    #expect(message(text)?.hasPrefix("f.yaml:1: a: the tag !") == true)
  }

  @Test(arguments: ["? [a, b]\n: c", "{a: 1}: b", "[a]: b", "? \n: c"])
  func `a key that is not a text is refused`(text: String) {
    #expect(message(text) == "f.yaml:1: a key must be a text")
  }

  @Test func `text that is not UTF-8 is refused`() throws {
    try withFiles([("latin.yaml", Data([0x61, 0x3A, 0x20, 0xE9]))]) { folder in
      let error = #expect(throws: DocumentError.self) { try Document(path: "\(folder)/latin.yaml") }
      #expect(error?.description == "\(folder)/latin.yaml: is not UTF-8 text")
    }
  }

  @Test func `nesting has a bound`() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(message(nested(60)) == nil)
    #expect(message(nested(100)) == "f.yaml:1: is nested deeper than 64 levels")
    #expect(message(nested(900)) == "f.yaml:1: is nested deeper than 64 levels")
    // Beyond a thousand levels the YAML reader itself gives up.
    #expect(message(nested(100_000))?.hasPrefix("f.yaml:1: ") == true)
    #expect(message(String(repeating: "- ", count: 100_000))?.hasPrefix("f.yaml:1: ") == true)
  }
}
