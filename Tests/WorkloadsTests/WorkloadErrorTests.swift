// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing
import Workloads

/// A wrong file and what its error must say.
struct WrongWorkload: CustomTestStringConvertible, Sendable {
  let text: String
  let says: [String]

  var testDescription: String { says.joined(separator: " ... ") }

  init(_ text: String, _ says: String...) {
    self.text = text
    self.says = says
  }

  /// One layer of these operations over `{tp: 2}`; they begin at line 4.
  static func layer(_ operations: String, _ says: String...) -> WrongWorkload {
    var wrong = WrongWorkload("name: t\ngroups: {tp: 2}\nlayer:\n\(operations)\n")
    wrong = WrongWorkload(text: wrong.text, says: says)
    return wrong
  }

  private init(text: String, says: [String]) {
    self.text = text
    self.says = says
  }
}

@Suite struct WorkloadErrorTests {
  @Test(arguments: [
    WrongWorkload("groups: {tp: 2}\nlayer: [{compute: 1 ms}]", "w.yaml:1", "\"name\" is missing"),
    WrongWorkload("name: t\nlayer: [{compute: 1 ms}]", "\"groups\" is missing"),
    WrongWorkload(
      "name: t\ngroups: {}\nlayer: [{compute: 1 ms}]", "w.yaml:2: groups", "at least one"),
    WrongWorkload(
      "name: t\ngroups: {tp: 0}\nlayer: [{compute: 1 ms}]", "w.yaml:2: groups.tp",
      "0 is out of range"),
    WrongWorkload(
      "name: t\ngroups: {world: 2}\nlayer: [{compute: 1 ms}]", "groups.world", "all ranks together"),
    WrongWorkload(
      "name: t\ngroups: {a: 100000, b: 100000}\nlayer: [{compute: 1 ms}]", "groups.b",
      "16777216 ranks"),
    WrongWorkload("name: t\ngroups: {tp: 2}", "either layer:", "or phases:"),
    WrongWorkload(
      "name: t\ngroups: {tp: 2}\nlayers: [{compute: 1 ms}]", "layer:"),
    WrongWorkload(
      "name: t\ngroups: {tp: 2}\nlayer: [{compute: 1 ms}]\nstep: 2", "w.yaml:4: step", "unknown key"
    ),
    WrongWorkload(
      "name: t\ngroups: {tp: 2}\nrepeat: 2\nphases: [{operations: [{compute: 1 ms}]}]",
      "w.yaml:3: repeat", "belongs to layer:"),
    WrongWorkload(
      "name: t\ngroups: {tp: 2}\nrepeat: 9000000000\nlayer: [{compute: 1 ms}]", "operations a rank"),
    WrongWorkload(
      "name: t\ngroups: {tp: 2}\nphases: [{name: p}]", "phases[0]", "either operations: or phases:"),
    .layer("  - {compute: 5}", "w.yaml:4: layer[0].compute", "has no unit"),
    .layer("  - {compute: 5 GB}", "layer[0].compute", "\"GB\" is not a unit of a duration"),
    .layer("  - {compute: -5 ms}", "layer[0].compute", "negative"),
    .layer("  - {compute: roofline}", "layer[0].compute", "flops: or memory:"),
    .layer("  - {compute: 1 ms, flop: 1 GFLOP}", "layer[0].flop", "did you mean flops?"),
    .layer("  - {compute: 1 ms, collective: all-reduce}", "several things", "compute, collective"),
    .layer("  - {comput: 1 ms}", "layer[0]", "did you mean compute?"),
    .layer("  - {collective: allreduce, group: tp, bytes: 1 B}", "did you mean all-reduce?"),
    .layer(
      "  - {collective: all-reduce, group: dp, bytes: 1 B}", "\"dp\" is no group",
      "known: tp, world"),
    .layer("  - {collective: all-reduce, group: tp}", "\"bytes\" is missing"),
    .layer(
      "  - {collective: all-reduce, group: tp, bytes: 1 B, root: 1}", "layer[0].root", "unknown key"
    ),
    .layer("  - {collective: reduce, group: tp, bytes: 1 B, root: 2}", "layer[0].root", "0 to 1"),
    .layer("  - {send: 1 B, group: tp, to: nxt}", "layer[0].to", "next, previous or a distance"),
    .layer("  - {send: 1 B, group: tp, to: 2}", "layer[0].to", "group of 2"),
    .layer(
      "  - {send: 1 B, group: tp, to: next}", "rank 0", "send \"send\" to rank 1", "no receive"),
    .layer(
      "  - {compute: 1 ms, after: a}", "layer[0].after", "no earlier operation is called \"a\""),
    .layer(
      "  - {compute: 1 ms, name: a}\n  - {compute: 1 ms, name: a}\n  - {compute: 1 ms, after: [a]}",
      "w.yaml:6: layer[2].after[0]", "name of 2 earlier"),
    .layer(
      "  - {compute: 1 ms, stream: background}\n  - {wait: backgruond}", "w.yaml:5: layer[1].wait",
      "did you mean background?"),
    .layer("  []", "layer", "at least one operation"),
  ])
  func `a wrong file says where and what is allowed`(_ wrong: WrongWorkload) throws {
    let said = problem {
      _ = try WorkloadFile.load(Document(text: wrong.text, name: "w.yaml"))
    }
    let text = try #require(said)
    for part in wrong.says { #expect(text.contains(part), "\(text)") }
  }

  @Test func `a send of another size than its receive names both`() throws {
    let text = """
      name: t
      groups: {pp: 2}
      layer:
        - {receive: 2 MiB, group: pp, from: previous, name: in}
        - {send: 1 MiB, group: pp, to: next, name: out}
      """
    let said = problem { _ = try WorkloadFile.load(Document(text: text, name: "w.yaml")) }
    #expect(
      said
        == "rank 0: send \"out\" to rank 1 (tag 0) has 1.048576 MB, but its receive \"in\" expects 2.097152 MB"
    )
  }
}
