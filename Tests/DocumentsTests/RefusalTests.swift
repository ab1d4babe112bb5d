// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Quantities
import Testing

@Suite struct `Refusal of a document` {
  private func message(_ text: String, _ read: (DocumentNode) throws -> Void = { _ in }) -> String?
  {
    do {
      try read(try Document(text: text, name: "f.yaml").root)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `an unknown key is named with its line and the nearest known one`() {
    let text = "name: pod\n\nlinks:\n  - form: a\n    to: b\n"
    let found = message(text) { root in
      var reader = try root.mapping()
      _ = try reader.string("name")
      var link = try reader.sequence("links")[0].mapping()
      _ = link.optional("from")
      _ = link.optional("to")
      try link.finish()
    }
    #expect(
      found == "f.yaml:4: links[0].form: unknown key; known: from, to (did you mean from?)")
  }

  @Test func `a key that is nothing like a known one gets no suggestion`() {
    let found = message("xy: 1") { root in
      var reader = try root.mapping()
      _ = reader.optional("tp")
      try reader.finish()
    }
    #expect(found == "f.yaml:1: xy: unknown key; known: tp")
  }

  @Test func `a missing key is named, with what may have been meant by another`() {
    let found = message("accelerators: {knd: h100}") { root in
      var reader = try root.mapping()
      var accelerator = try reader.required("accelerators").mapping()
      _ = try accelerator.string("kind")
    }
    #expect(
      found == "f.yaml:1: accelerators: \"kind\" is missing (did you mean it by \"knd\"?)")
  }

  @Test func `a duplicate key is refused with its line`() {
    #expect(message("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")?.hasPrefix("f.yaml:3: ") == true)
    #expect(message("a: 1\na: 2")?.contains("the key is there twice") == true)
    #expect(message("1: a\n\"1\": b")?.contains("1: the key is there twice") == true)
    #expect(message("{a: 1, a: 1}")?.contains("the key is there twice") == true)
  }

  @Test func `a wrong type says what was expected and what was found`() {
    func found(_ text: String, _ read: @escaping (DocumentNode) throws -> Void) -> String? {
      message("\n\(text)") { root in
        var reader = try root.mapping()
        try read(try reader.required("a"))
      }
    }
    let mapping = "f.yaml:2: a: expected a mapping (key: value), found "
    #expect(found("a: 1") { _ = try $0.mapping() } == mapping + "\"1\"")
    #expect(found("a: [1]") { _ = try $0.mapping() } == mapping + "a list")
    let list = "f.yaml:2: a: expected a list, found "
    #expect(found("a: {b: 1}") { _ = try $0.sequence() } == list + "a mapping")
    let text = "f.yaml:2: a: expected a text, found "
    #expect(found("a: [1]") { _ = try $0.string() } == text + "a list")
    let whole = "f.yaml:2: a: expected a whole number, found "
    for wrong in ["1.5", "1e3", "0x10", "1_000", "one", "true", "+", "8.0"] {
      #expect(found("a: \(wrong)") { _ = try $0.integer() } == whole + "\"\(wrong)\"")
    }
    let number = "f.yaml:2: a: expected a number, found "
    for wrong in [".inf", "-.inf", ".nan", "inf", "nan", "0x1p3", "1 s", "+", "infinity"] {
      #expect(found("a: \(wrong)") { _ = try $0.number() } == number + "\"\(wrong)\"")
    }
    let boolean = "f.yaml:2: a: expected true or false, found "
    for wrong in ["yes", "no", "on", "True", "1", "\"true\""] {
      let spelled = wrong.hasPrefix("\"") ? "the text \(wrong)" : "\"\(wrong)\""
      #expect(found("a: \(wrong)") { _ = try $0.boolean() } == boolean + spelled)
    }
    #expect(
      found("a: [1]") { _ = try $0.quantity(Seconds.self) }
        == "f.yaml:2: a: expected a duration with its unit, found a list")
  }

  @Test func `a root that is not a mapping says so`() {
    #expect(
      message("just words") { _ = try $0.mapping() }
        == "f.yaml:1: expected a mapping (key: value), found \"just words\"")
    #expect(
      message("~") { _ = try $0.mapping() }
        == "f.yaml:1: expected a mapping (key: value), found nothing")
  }

  @Test func `a number out of range says what is allowed`() {
    func found(_ text: String, _ read: (DocumentNode) throws -> Void) -> String? {
      message(text, read)
    }
    #expect(
      found("70000") { _ = try $0.integer(in: 1...65_535) }
        == "f.yaml:1: 70000 is out of range; allowed: 1 to 65535")
    #expect(
      found("-1") { _ = try $0.integer(in: 0...Int.max) }
        == "f.yaml:1: -1 is out of range; allowed: 0 or more")
    #expect(
      found("99999999999999999999") { _ = try $0.integer(in: 0...Int.max) }
        == "f.yaml:1: 99999999999999999999 is out of range; allowed: 0 or more")
    #expect(
      found("1.5") { _ = try $0.number(in: 0...1) }
        == "f.yaml:1: 1.5 is out of range; allowed: 0.0 to 1.0")
    #expect(found("1e999") { _ = try $0.number() }?.contains("out of range") == true)
  }

  @Test func `a bare number where a unit belongs is refused`() {
    let found = message("\nlatency: 120") { root in
      var reader = try root.mapping()
      _ = try reader.quantity("latency", Seconds.self)
    }
    #expect(
      found?.hasPrefix("f.yaml:2: latency: \"120\" has no unit: a duration takes s, ms, us")
        == true)
  }

  @Test func `a negative quantity is refused unless it is asked for`() throws {
    #expect(
      message("-5 dB") { _ = try $0.quantity(Decibels.self) }
        == "f.yaml:1: \"-5 dB\" is negative; a ratio in decibels here is zero or more")
    let root = try Document(text: "-5 dB", name: "x").root
    #expect(try root.quantity(Decibels.self, allowNegative: true) == .decibels(-5))
  }

  @Test func `an unknown choice lists the known ones`() throws {
    let known: KeyValuePairs = ["electrical": 1, "optical": 2]
    #expect(
      message("opticl") { _ = try $0.choice(of: known) }
        == "f.yaml:1: \"opticl\" is unknown; known: electrical, optical (did you mean optical?)")
    #expect(try Document(text: "optical", name: "x").root.choice(of: known) == 2)
  }

  @Test func `a long text is cut in a message`() {
    let long = String(repeating: "x", count: 5000)
    let found = message(long) { _ = try $0.integer() }
    #expect((found?.count ?? .max) < 200)
  }
}
