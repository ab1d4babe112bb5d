// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct `Overriding on the command line` {
  private let text = """
    name: pod
    end: {steps: 1}
    domains:
      - {name: nvlink, size: 8}
      - {name: scale-out, size: 64}
    nothing:
    """

  private func overridden(_ overrides: String...) throws -> String {
    try Document(text: text, name: "f.yaml", overrides: overrides).root.flowText
  }

  private func problem(_ override: String) -> String? {
    do {
      _ = try Document(text: text, name: "f.yaml", overrides: [override])
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a key path reaches mappings and lists`() throws {
    #expect(try overridden("name=x").hasPrefix("{name: x, "))
    #expect(try overridden("end.steps=2").contains("end: {steps: 2}"))
    #expect(try overridden("domains[1].size=16").contains("{name: scale-out, size: 16}"))
    #expect(try overridden("domains[0]=x").contains("domains: [x, {name: scale-out"))
  }

  @Test func `what is missing is made and a null is filled`() throws {
    #expect(try overridden("a.b.c=1").hasSuffix("a: {b: {c: 1}}}"))
    #expect(try overridden("nothing.x=1").contains("nothing: {x: 1}"))
    #expect(try overridden("end=null").contains("end: null"))
  }

  @Test func `a value is YAML and the last override wins`() throws {
    #expect(try overridden("end={steps: 3}").contains("end: {steps: 3}"))
    #expect(try overridden("name=[a, b]").contains("name: [a, b]"))
    #expect(try overridden("name=a=b").contains("name: a=b"))
    #expect(try overridden("end.steps=2", "end.steps=3").contains("end: {steps: 3}"))
    #expect(try overridden("name=400 Gb/s").contains("name: 400 Gb/s"))
  }

  @Test func `a malformed override is refused`() {
    #expect(problem("name") == "--set name: write key=value, such as end.steps=2")
    #expect(problem("=1") == "--set =1: write key=value, such as end.steps=2")
    #expect(problem("name=") == "--set name=: has no value; write null to remove a key")
    #expect(problem("a..b=1") == "--set a..b=1: \"a..b\" has an empty part")
    #expect(problem(".a=1") == "--set .a=1: \".a\" has an empty part")
    #expect(
      problem("domains[x]=1") == "--set domains[x]=1: \"domains[x]\" is not key or key[index]")
    #expect(
      problem("domains[-1]=1") == "--set domains[-1]=1: \"domains[-1]\" is not key or key[index]")
    #expect(problem("domains[0=1")?.contains("is not key or key[index]") == true)
    #expect(problem("domains[0]x=1")?.contains("is not key or key[index]") == true)
    #expect(problem("name=[1")?.hasPrefix("--set name=[1: is not YAML") == true)
  }

  @Test func `a path that leads nowhere is refused`() {
    #expect(
      problem("domains[2].size=1") == "--set domains[2].size=1: domains: has 2 elements, no [2]")
    #expect(
      problem("name.x=1") == "--set name.x=1: name: is \"pod\" and has nothing inside to set")
    #expect(
      problem("domains.size=1")
        == "--set domains.size=1: domains: is a list of 2; write an index, such as [0], before \"size\""
    )
  }

  @Test func `a stray key from an override is blamed on the override`() throws {
    let root = try Document(text: text, name: "f.yaml", overrides: ["end.stepz=2"]).root
    var reader = try root.mapping()
    var end = try reader.required("end").mapping()
    _ = try end.integer("steps")
    let error = #expect(throws: DocumentError.self) { try end.finish() }
    #expect(
      error?.description
        == "--set end.stepz=2: end.stepz: unknown key; known: steps (did you mean steps?)")
  }

  @Test func `a wrong value from an override is blamed on the override`() throws {
    let root = try Document(text: text, name: "f.yaml", overrides: ["end.steps=two"]).root
    var reader = try root.mapping()
    var end = try reader.required("end").mapping()
    let error = #expect(throws: DocumentError.self) { try end.integer("steps") }
    #expect(
      error?.description
        == "--set end.steps=two: end.steps: expected a whole number, found \"two\"")
  }

  @Test func `a key beside an override keeps its line`() throws {
    let root = try Document(text: "\na:\n  b: 1\n  c: 2\n", name: "f.yaml", overrides: ["a.b=3"])
      .root
    var reader = try root.mapping()
    var inner = try reader.required("a").mapping()
    _ = try inner.integer("b")
    let error = #expect(throws: DocumentError.self) { try inner.finish() }
    #expect(error?.description == "f.yaml:4: a.c: unknown key; known: b")
  }
}
