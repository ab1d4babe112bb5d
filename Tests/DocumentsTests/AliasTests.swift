// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct `Aliases of aliases` {
  /// Each level holds the one before it ten times: ten levels are ten billion values.
  private func bomb(levels: Int) -> String {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...levels {
      let copies = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(copies)]\n"
    }
    return text
  }

  @Test(.timeLimit(.minutes(1))) func `copies of copies end with an error`() {
    let error = #expect(throws: DocumentError.self) {
      try Document(text: bomb(levels: 9), name: "f.yaml")
    }
    #expect(error?.problem == "aliases copy more than 100000 values; write fewer of them")
    #expect(error?.line != nil)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["? *a9\n: 1\n", "b: {*a9: 1}\n", "*a9 : 1\n"])
  func `copies of copies as a key end with an error`(key: String) {
    // Comparing such a key with others walks ten billion values.
    let error = #expect(throws: DocumentError.self) {
      try Document(text: bomb(levels: 9) + key, name: "f.yaml")
    }
    #expect(error?.problem == "a key must be a text, and an alias may not stand for one")
    #expect(error?.line == 11)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["? [*a9]\n: 1\n", "b: {[*a9, *a9]: 1}\n"])
  func `a collection of copies as a key ends with an error`(key: String) {
    let error = #expect(throws: DocumentError.self) {
      try Document(text: bomb(levels: 9) + key, name: "f.yaml")
    }
    #expect(error?.problem == "a key must be a text, and an alias may not stand for one")
  }

  @Test func `as many aliases as people write are read`() throws {
    // A hundred copies of a list of a hundred: 10,101 values.
    let list = Array(repeating: "x", count: 100).joined(separator: ", ")
    let copies = Array(repeating: "*list", count: 100).joined(separator: ", ")
    let root = try Document(text: "a: &list [\(list)]\nb: [\(copies)]\n", name: "f.yaml").root
    var reader = try root.mapping()
    #expect(
      try reader.sequence("b").map { try $0.sequence().count } == Array(repeating: 100, count: 100))
  }

  @Test func `a long document without aliases has no bound`() throws {
    let text = "[" + Array(repeating: "1", count: 300_000).joined(separator: ",") + "]"
    #expect(try Document(text: text, name: "f.json").root.sequence().count == 300_000)
  }
}
