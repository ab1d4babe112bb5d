// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Testing

@Suite struct `Reading a document` {
  @Test func `a mapping gives its values by type`() throws {
    let document = try Document(
      text: """
        name: pod
        count: 512
        share: 0.25
        rate: 400 Gb/s
        on: true
        sizes: [8, 64]
        """, name: "pod.yaml")
    var reader = try document.root.mapping()
    #expect(try reader.string("name") == "pod")
    #expect(try reader.integer("count") == 512)
    #expect(try reader.optionalNumber("share", in: 0...1) == 0.25)
    #expect(try reader.quantity("rate", BitsPerSecond.self) == .gigabitsPerSecond(400))
    #expect(try reader.optionalBoolean("on") == true)
    #expect(try reader.sequence("sizes").map { try $0.integer() } == [8, 64])
    #expect(try reader.optionalString("absent") == nil)
    #expect(try reader.sequence("none").isEmpty)
    try reader.finish()
    #expect(reader.keys == ["name", "count", "share", "rate", "on", "sizes"])
  }

  @Test func `JSON is read like YAML`() throws {
    let document = try Document(text: #"{"1": [0, 1], "a": "5 pJ/bit"}"#, name: "groups.json")
    var reader = try document.root.mapping()
    #expect(try reader.sequence("1").map { try $0.integer() } == [0, 1])
    #expect(try reader.quantity("a", JoulesPerBit.self) == .picojoulesPerBit(5))
  }

  @Test func `an empty key is a key where it is quoted`() throws {
    // Chakra's process groups call everyone "".
    var reader = try Document(text: #"{"": [0, 1]}"#, name: "groups.json").root.mapping()
    #expect(try reader.sequence("").count == 2)
  }

  @Test func `a byte-order mark and carriage returns change nothing`() throws {
    let document = try Document(text: "\u{FEFF}a: 1\r\nb:\r\n  c: 2\r\n", name: "x")
    var reader = try document.root.mapping()
    #expect(try reader.integer("a") == 1)
    let inner = try reader.required("b")
    #expect(inner.line == 3)
    var innerReader = try inner.mapping()
    #expect(try innerReader.integer("c") == 2)
  }

  @Test func `a leading document marker is allowed`() throws {
    var reader = try Document(text: "---\na: 1\n...\n", name: "x").root.mapping()
    #expect(try reader.integer("a") == 1)
  }

  @Test(arguments: ["a:", "a: ~", "a: null", "a: Null", "a: NULL"])
  func `a null is an absent key`(text: String) throws {
    var reader = try Document(text: text, name: "x").root.mapping()
    #expect(reader.optional("a") == nil)
    try reader.finish()
    let error = #expect(throws: DocumentError.self) { try reader.required("a") }
    #expect(error?.description == "x:1: \"a\" is missing")
  }

  @Test func `an alias is a copy of its anchor, with the anchor's line`() throws {
    let document = try Document(
      text: """
        first: &link
          rate: 400 Gb/s
        second: *link
        """, name: "x")
    var reader = try document.root.mapping()
    var second = try reader.required("second").mapping()
    #expect(try second.quantity("rate", BitsPerSecond.self) == .gigabitsPerSecond(400))
    #expect(try second.required("rate").line == 2)
    #expect(try second.required("rate").keyPath == "second.rate")
  }

  @Test func `a short form becomes its long form and keeps its line`() throws {
    var reader = try Document(text: "a: 1\nlink:\n  - nvlink4\n", name: "x").root.mapping()
    _ = reader.optional("a")
    let long = try reader.required("link").wrapped(under: "technologies")
    #expect(long.flowText == "{technologies: [nvlink4]}")
    var inner = try long.mapping()
    let name = try #require(try inner.sequence("technologies").first)
    #expect(name.line == 3)
    #expect(name.keyPath == "link.technologies[0]")
  }

  @Test func `a quoted number is a text`() throws {
    var reader = try Document(text: "a: \"5\"\nb: !!str 5\n", name: "x").root.mapping()
    #expect(try reader.string("a") == "5")
    let error = #expect(throws: DocumentError.self) { try reader.integer("a") }
    #expect(error?.description == "x:1: a: expected a whole number, found the text \"5\"")
    #expect(try reader.string("b") == "5")
    #expect(throws: DocumentError.self) { try reader.integer("b") }
  }

  @Test func `a mapping of a hundred thousand keys is read in linear time`() throws {
    // A quadratic reader makes 10^10 comparisons here and does not end within a minute.
    let text = "{" + (0..<100_000).map { "\"\($0)\": [\($0)]" }.joined(separator: ", ") + "}"
    var reader = try Document(text: text, name: "groups.json").root.mapping()
    var sum = 0
    for key in reader.keys { sum += try reader.sequence(key)[0].integer() }
    try reader.finish()
    #expect(sum == 100_000 * 99_999 / 2)
  }
}
