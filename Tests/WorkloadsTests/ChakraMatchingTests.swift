// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Workloads

/// How the ranks of a trace come together.
@Suite struct ChakraMatchingTests {
  @Test func `an all-gather states its shard and the program the gathered buffer`() throws {
    // Four ranks, shards of 100 B: 400 B in all. The others state the whole buffer already.
    let nodes = [
      WireNode.collective(1, type: 2, bytes: 100), .collective(2, type: 7, bytes: 100),
      .collective(3, type: 6, bytes: 100), .collective(4, type: 0, bytes: 100),
      .collective(5, type: 8, bytes: 100),
    ]
    let loaded = try TraceFolder([[WireNode]](repeating: nodes, count: 4)).load()
    let graph = loaded.graph(ofRank: 3)
    #expect(
      graph.collective == [.allGather, .reduceScatter, .allToAll, .allReduce, .reduceScatter])
    #expect(graph.bytes == [400, 100, 100, 100, 100])
    #expect(graph.ordinal == [0, 1, 2, 3, 4])
  }

  @Test(arguments: [nil, "", "0"]) func `no name and zero are everyone`(_ name: String?) throws {
    let node = WireNode.collective(1, type: 0, bytes: 8, group: name)
    let loaded = try TraceFolder([[node], [node], [node]]).load()
    #expect(loaded.program.families.map(\.groups) == [[[0, 1, 2]]])
  }

  @Test func `process groups come from the file beside the trace`() throws {
    // Pairs "1" and "2" meet nobody in common: they share a family, and ranks share graphs.
    let ranks = ["1", "1", "2", "2"].map {
      [WireNode.collective(1, type: 2, bytes: 10, group: $0, name: "gather")]
    }
    let loaded = try TraceFolder(ranks, groups: "{\"1\": [0, 1], \"2\": [3, 2]}").load()
    #expect(loaded.program.families.map(\.groups) == [[[0, 1], [3, 2]]])
    #expect(loaded.program.graphs.count == 1)
    #expect(loaded.graph(ofRank: 0).bytes == [20])
    #expect(loaded.files.last?.hasSuffix("job.json") == true)
    #expect(loaded.program.streams.last == "collectives on process groups 1, 2")
  }

  @Test func `a group called zero in the file is what the file says`() throws {
    let node = WireNode.collective(1, type: 0, bytes: 10, group: "0")
    let loaded = try TraceFolder([[node], [node], []], groups: "{\"0\": [0, 1]}").load()
    #expect(loaded.program.families.map(\.groups) == [[[0, 1]]])
    #expect(loaded.notes == ["1 rank has no operations"])
  }

  @Test func `process groups come from the metadata of PyTorch`() throws {
    let text =
      "['[{\"pg_name\": \"0\", \"pg_desc\": \"default_pg\", \"ranks\": [], \"group_size\": 4}, "
      + "{\"pg_name\": \"7\", \"ranks\": {\"2\": 1, \"1\": 0}, \"group_size\": 2}]']"
    let metadata = WireNode(9, .metadata).with { $0.inputs = text }
    let inner = [WireNode.collective(1, type: 2, bytes: 10, group: "7")]
    let all = WireNode.collective(2, type: 2, bytes: 10, group: "0")
    let loaded = try TraceFolder([
      [metadata, all], inner + [all], inner + [all], [all],
    ]).load()
    #expect(loaded.program.families.map(\.groups) == [[[0, 1, 2, 3]], [[1, 2]]])
    #expect(loaded.graph(ofRank: 1).bytes == [20, 40])
  }

  @Test func `the order of dependencies tells collectives apart that files write in any order`()
    throws
  {
    // Both ranks run a, then b; rank 1's file has b first. Matched by file, they would wait for
    // each other for ever.
    let a = WireNode.collective(1, type: 0, bytes: 8, name: "a")
    let b = WireNode.collective(2, type: 0, bytes: 8, name: "b", after: [1])
    let loaded = try TraceFolder([[a, b], [b, a]]).load()
    for rank in 0..<2 {
      #expect(loaded.names(ofRank: rank) == ["a", "b"])
      #expect(loaded.graph(ofRank: rank).ordinal == [0, 1])
    }
    #expect(loaded.notes.isEmpty)
  }

  @Test func `the order of the file decides where dependencies of ranks differ`() throws {
    // x and y are independent. On rank 1 x waits for a node later in the file, so that y could
    // come first there; both files say x, y.
    let x = WireNode.collective(1, type: 0, bytes: 8, name: "x")
    let y = WireNode.collective(2, type: 0, bytes: 16, name: "y")
    let late = WireNode.collective(1, type: 0, bytes: 8, name: "x", after: [3])
    let loaded = try TraceFolder([[x, y], [late, y, .compute(3, 1)]]).load()
    #expect(loaded.names(ofRank: 1) == ["y", "node3", "x"])
    #expect(loaded.graph(ofRank: 1).ordinal == [1, 0, 0])
    #expect(loaded.notes.count == 1)
    WorkloadConformance.check(loaded.program)
  }

  @Test func `messages pair by rank, tag and order`() throws {
    // comm_type holds node numbers (5, 6) here, as converters write it: it means nothing.
    let loaded = try TraceFolder([
      [.send(1, to: 1, bytes: 10), .send(2, to: 1, bytes: 20), .send(3, to: 1, bytes: 30, tag: 4)],
      [
        .receive(1, from: 0, bytes: 30, tag: 4), .receive(2, from: 0, bytes: 10),
        .receive(3, from: 0, bytes: 20),
      ],
    ]).load()
    #expect(loaded.graph(ofRank: 0).kind == [.send, .send, .send])
    #expect(loaded.graph(ofRank: 1).peer == [0, 0, 0])
    #expect(loaded.graph(ofRank: 1).stream == [-1, -1, -1])
    WorkloadConformance.check(loaded.program)
  }

  @Test func `involved dimensions that are all true say nothing`() throws {
    let node = WireNode.collective(1, type: 0, bytes: 8).with {
      $0.attributes.append(Attribute.bools("involved_dim", [true, true, true, true]))
    }
    #expect(try TraceFolder([[node], [node]]).load().graph(ofRank: 0).count == 1)
  }

  @Test func `the launch of a collective on the host is host work`() throws {
    let launch = WireNode(1, .collective).with {
      $0.microseconds = 85
      $0.attributes = [Attribute.bool("is_cpu_op", true)]
    }
    let loaded = try TraceFolder([[launch]]).load()
    #expect(loaded.graph(ofRank: 0).kind == [.compute])
    #expect(loaded.graph(ofRank: 0).duration == [85e-6])
  }

  @Test func `a trace is told by its files`() throws {
    let folder = try TraceFolder([[.compute(1, 1)]])
    #expect(ChakraTrace.recognises(folder.path))
    #expect(ChakraTrace.recognises(folder.prefix))
    #expect(ChakraTrace.recognises("\(folder.prefix).0.et"))
    #expect(!ChakraTrace.recognises("\(folder.path)/other"))
    #expect(!ChakraTrace.recognises("\(Place.package)/workloads/tiny.yaml"))
    #expect(try folder.load("job").program.rankCount == 1)
    #expect(try folder.load("job.0.et").program.rankCount == 1)
  }
}
