// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

/// A wrong trace and what its error must say.
struct WrongTrace: CustomTestStringConvertible, Sendable {
  let ranks: [[WireNode]]
  let groups: String?
  let says: [String]

  var testDescription: String { says.joined(separator: " ... ") }

  init(_ ranks: [[WireNode]], groups: String? = nil, _ says: String...) {
    self.ranks = ranks
    self.groups = groups
    self.says = says
  }
}

private func collective(
  _ attributes: [UInt8]..., kind: WireNode.Kind = .collective
) -> WireNode {
  WireNode(7, kind, "n").with { $0.attributes = attributes }
}

private let type = Attribute.int64("comm_type", 0)
private let size = Attribute.int64("comm_size", 8)

@Suite struct ChakraErrorTests {
  @Test(arguments: [
    WrongTrace(
      [[.compute(1, 1, after: [9])]], "job.0.et: node 1 \"node1\"", "data dependency on node 9"),
    WrongTrace(
      [[.compute(1, 1).with { $0.control = [9] }]], "control dependency on node 9"),
    WrongTrace([[.compute(1, 1), .compute(1, 1)]], "node 1", "same id"),
    WrongTrace([[.compute(1, 1, after: [1])]], "wait for each other: 1 -> 1"),
    WrongTrace(
      [[.compute(4, 1, after: [6]), .compute(5, 1, after: [4]), .compute(6, 1, after: [5])]],
      "wait for each other", "4 -> 5 -> 6 -> 4"),
    WrongTrace([[collective(kind: .invalid)]], "node 7 \"n\"", "INVALID"),
    WrongTrace([[collective().with { $0.kind = 12 }]], "type 12; known: 1 METADATA"),
    WrongTrace([[collective(size)]], "node 7 \"n\": comm_type is missing"),
    WrongTrace([[collective(type)]], "comm_size is missing"),
    WrongTrace([[collective(Attribute.int64("comm_type", 11), size)]], "comm_type 11 is unknown"),
    WrongTrace([[collective(type, Attribute.int64("comm_size", -4))]], "comm_size is -4"),
    WrongTrace(
      [[collective(type, Attribute.text("comm_size", "8"))]], "comm_size is the text \"8\""),
    WrongTrace(
      [[collective(type, size, Attribute.bools("involved_dim", [true, false]))]], "involved_dim"),
    WrongTrace(
      [[collective(type, size, Attribute.bool("is_cpu_op", true))]], "collective of the CPU"),
    WrongTrace(
      [[collective(type, size, Attribute.text("pg_name", "3"))]], groups: "{\"1\": [0]}",
      "process group \"3\" is not defined; known: 1"),
    WrongTrace(
      [[], [collective(type, size, Attribute.text("pg_name", "1"))]], groups: "{\"1\": [0]}",
      "job.1.et: node 7", "rank 1 is not in process group \"1\""),
    WrongTrace([[]], groups: "{\"1\": [0, 5]}", "job.json", "names rank 5", "ranks 0 to 0"),
    WrongTrace([[]], groups: "{\"1\": [0, 0]}", "names rank 0 twice"),
    WrongTrace([[]], groups: "[1]", "job.json:1", "expected process groups"),
    WrongTrace([[]], groups: "{\"1\": [\"a\"]}", "job.json:1: 1[0]", "whole number"),
    WrongTrace([[collective(kind: .load)]], "moves memory", "tensor_size"),
    WrongTrace([[collective(size, kind: .send)]], "comm_dst is missing"),
    WrongTrace([[collective(size, kind: .receive)]], "comm_src is missing"),
    WrongTrace([[.send(1, to: 4, bytes: 1)]], "comm_dst is 4; the trace has ranks 0 to 0"),
    WrongTrace([[.send(1, to: 0, bytes: 1)], []], "comm_dst is the rank itself"),
    WrongTrace(
      [[collective(size, Attribute.int32("comm_dst", 1), kind: .send)], []], "comm_tag is missing"),
    WrongTrace(
      [
        [.send(1, to: 1, bytes: 1).with { $0.attributes.append(Attribute.int32("comm_src", 3)) }],
        [],
      ],
      "comm_src is 3 in the file of rank 0"),
    WrongTrace(
      [[.send(1, to: 1, bytes: 1)], []], "job.0.et", "rank 0: send \"node1\" to rank 1",
      "no receive"),
    WrongTrace(
      [[], [.receive(1, from: 0, bytes: 1)]], "job.1.et", "receive \"node1\" from rank 0", "no send"
    ),
    WrongTrace(
      [[.send(1, to: 1, bytes: 1)], [.receive(1, from: 0, bytes: 2)]], "has 1 B", "expects 2 B"),
    WrongTrace(
      [[.collective(1, type: 0, bytes: 8)], [.collective(1, type: 0, bytes: 9)]],
      "job.1.et: node 1", "all-reduce of 9 B", "node 1 of rank 0", "all-reduce of 8 B"),
    WrongTrace(
      [[.collective(1, type: 0, bytes: 8)], [.collective(1, type: 7, bytes: 8)]],
      "reduce-scatter of 8 B", "all-reduce of 8 B"),
    WrongTrace(
      [[.collective(1, type: 0, bytes: 8)], []], "job.1.et", "rank 1 has 0 collectives",
      "rank 0 goes on with node 1"),
    WrongTrace(
      [[WireNode(1, .metadata).with { $0.inputs = "[{\"pg_name\": \"1\", \"ranks\": [4]}]" }]],
      "job.0.et: node 1", "names rank 4"),
    WrongTrace(
      [
        [WireNode(1, .metadata).with { $0.inputs = "[{\"pg_name\": \"1\", \"ranks\": [0]}]" }],
        [WireNode(1, .metadata).with { $0.inputs = "[{\"pg_name\": \"1\", \"ranks\": [1]}]" }],
      ], "job.1.et: node 1", "is ranks 1 here, and ranks 0 in", "job.0.et"),
  ])
  func `a wrong trace says which file and node`(_ wrong: WrongTrace) throws {
    let text = try #require(try TraceFolder(wrong.ranks, groups: wrong.groups).fault())
    for part in wrong.says { #expect(text.contains(part), "\(text)") }
  }

  @Test func `a kind that no algorithm serves is refused by node`() throws {
    let node = WireNode.collective(3, type: 5, bytes: 8, name: "bcast")
    let folder = try TraceFolder([[node], [node]])
    let text = problem {
      _ = try ChakraTrace.load(prefixOrFolder: folder.path, supporting: [.allReduce, .allGather])
    }
    #expect(
      text == "\(folder.path)/job.0.et: node 3 \"bcast\": no algorithm serves broadcast "
        + "(comm_type 5); served: all-reduce, all-gather")
  }

  @Test func `a rank without a file is named`() throws {
    let folder = try TraceFolder([[.compute(1, 1)], [.compute(1, 1)]])
    try folder.write(TraceFolder.file([]), to: "job.4.et")
    #expect(
      folder.fault() == "job: 2 of ranks 0 to 4 have no file job.RANK.et: rank 2, 3")
  }

  @Test func `a rank with two files is refused`() throws {
    let folder = try TraceFolder([[.compute(1, 1)]])
    try folder.write(TraceFolder.file([]), to: "job.00.et")
    #expect(folder.fault()?.contains("rank 0 has two files") == true)
  }

  @Test func `a folder with two traces asks which`() throws {
    let folder = try TraceFolder([[.compute(1, 1)]])
    try folder.write(TraceFolder.file([]), to: "other.0.et")
    #expect(folder.fault() == "\(folder.path): holds 2 traces; name one by its prefix: job, other")
    #expect(try folder.load("other").program.rankCount == 1)
  }

  @Test func `a folder without a trace says what is expected`() throws {
    let folder = try TraceFolder()
    #expect(folder.fault()?.contains("holds no trace") == true)
  }
}

/// Bytes that are no trace, or not a whole one.
@Suite struct ChakraDamageTests {
  private func fault(_ bytes: [UInt8]) throws -> String {
    let folder = try TraceFolder()
    try folder.write(bytes, to: "job.0.et")
    return folder.fault() ?? "loads"
  }

  private var whole: [UInt8] { TraceFolder.file([.compute(1, 1), .compute(2, 1)]) }

  @Test func `an empty file is refused`() throws {
    #expect(try fault([]) == "job.0.et: is empty: a trace begins with its metadata")
  }

  @Test func `a length beyond the end gives the byte`() throws {
    // The header takes 8 bytes: a length that promises 100 stands at byte 8.
    let bytes = TraceFolder.file([]) + [100, 1, 2]
    #expect(
      try fault(bytes) == "job.0.et: byte 8: a message of 100 bytes is announced, and 2 are left: "
        + "the file is cut short or is no Chakra trace")
  }

  @Test func `a huge length is refused before anything is read`() throws {
    let huge = [UInt8](repeating: 0xff, count: 9) + [0x01]
    #expect(try fault(huge).contains("byte 0: a message of 18446744073709551615 bytes"))
  }

  @Test func `a length of more than ten bytes is refused`() throws {
    let long = TraceFolder.file([]) + [UInt8](repeating: 0x80, count: 11)
    #expect(try fault(long).contains("byte 8: a length takes more than 10 bytes"))
  }

  @Test func `a length that the file's end cuts is refused`() throws {
    #expect(try fault(TraceFolder.file([]) + [0x80]).contains("byte 8: the file ends within"))
  }

  @Test func `every cut of a file is an error or a shorter trace`() throws {
    // Cuts between messages leave whole messages; all others must be refused.
    let bytes = whole
    var loads = 0
    for count in 0..<bytes.count where try fault(Array(bytes[..<count])) == "loads" { loads += 1 }
    #expect(loads == 2)
  }

  @Test func `random bytes never crash the reader`() throws {
    // A linear congruential generator (Knuth's MMIX constants): the same bytes in every run.
    var state: UInt64 = 42
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
      }
      _ = try fault(bytes)
    }
  }

  @Test func `cut gzip data is refused`() throws {
    let packed = try TraceFolder.gzip(whole)
    #expect(try fault(Array(packed.dropLast(9))).contains("is not whole gzip data"))
    var damaged = packed
    damaged[packed.count - 5] ^= 0xff
    #expect(try fault(damaged).contains("is not whole gzip data"))
  }
}
