// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

/// What writers of traces do in practice.
@Suite struct ChakraReadingTests {
  @Test func `the smallest trace is read byte by byte`() throws {
    // Written by hand: length 7, version "0.0.4"; then one all-reduce of 1 MiB with id 0 (absent).
    let node: [UInt8] =
      [0x12, 0x02] + Array("ar".utf8) + [0x18, 0x07]
      + [0x52, 0x0d, 0x0a, 0x09] + Array("comm_type".utf8) + [0x48, 0x00]
      + [0x52, 0x0f, 0x0a, 0x09] + Array("comm_size".utf8) + [0x48, 0x80, 0x80, 0x40]
    let file = [0x07, 0x0a, 0x05] + Array("0.0.4".utf8) + [UInt8(node.count)] + node
    let folder = try TraceFolder()
    try folder.write(file, to: "job.0.et")
    try folder.write(file, to: "job.1.et")
    let loaded = try folder.load()
    #expect(loaded.program.rankCount == 2)
    #expect(loaded.program.name == "job")
    #expect(loaded.graph(ofRank: 0).collective == [.allReduce])
    #expect(loaded.graph(ofRank: 0).bytes == [1_048_576])
    #expect(loaded.program.graphs.count == 1)
    #expect(loaded.notes.isEmpty)
  }

  @Test func `a number may have any integer kind`() throws {
    // num_ops in each kind: int32 7, int64 9, uint32 11, uint64 13, sint32 15, sint64 17,
    // fixed32 19, fixed64 21, sfixed32 23, sfixed64 25; and a double (3) or float (5) without
    // fraction. 96 zigzags to 192.
    let kinds: [(inout WireWriter) -> Void] = [
      { $0.number(7, 96) }, { $0.number(9, 96) }, { $0.number(11, 96) }, { $0.number(13, 96) },
      { $0.number(15, 192) }, { $0.number(17, 192) }, { $0.fixed(19, UInt32(96)) },
      { $0.fixed(21, UInt64(96)) }, { $0.fixed(23, UInt32(96)) }, { $0.fixed(25, UInt64(96)) },
      { $0.fixed(3, (96.0).bitPattern) }, { $0.fixed(5, Float(96).bitPattern) },
    ]
    let nodes = kinds.enumerated().map { index, kind in
      WireNode.compute(UInt64(index), 5).with { $0.attributes = [Attribute.make("num_ops", kind)] }
    }
    let loaded = try TraceFolder([nodes]).load()
    #expect(loaded.graph(ofRank: 0).work == [Double](repeating: 96, count: 12))
    #expect(loaded.graph(ofRank: 0).duration == [Double](repeating: 5e-6, count: 12))
  }

  @Test func `is_cpu_op may be a boolean or a number`() throws {
    let nodes = [
      WireNode.compute(0, 5).with { $0.attributes = [Attribute.bool("is_cpu_op", true)] },
      WireNode.compute(1, 5).with { $0.attributes = [Attribute.int32("is_cpu_op", 1)] },
      WireNode.compute(2, 5).with { $0.attributes = [Attribute.int32("is_cpu_op", 0)] },
      WireNode.compute(3, 5).with { $0.attributes = [Attribute.bool("is_cpu_op", false)] },
    ]
    let loaded = try TraceFolder([nodes]).load()
    let streams = loaded.graph(ofRank: 0).stream.map { loaded.program.streams[Int($0)] }
    #expect(streams == ["cpu", "cpu", "compute", "compute"])
    #expect(loaded.notes == ["2 nodes run on the host: in order, beside the accelerator"])
  }

  @Test func `ids start anywhere and zero is an id`() throws {
    let loaded = try TraceFolder([
      [.compute(0, 1), .compute(1, 1, after: [0])],
      [.compute(7_000_000_000, 1), .compute(3, 1, after: [7_000_000_000])],
    ]).load()
    #expect(loaded.edges(ofRank: 0) == ["node0>node1"])
    #expect(loaded.edges(ofRank: 1) == ["node7000000000>node3"])
  }

  @Test func `an attribute without a value is as good as absent`() throws {
    let node = WireNode.collective(1, type: 0, bytes: 8).with {
      $0.attributes += [Attribute.unset("outputs"), Attribute.unset("pg_name")]
    }
    let loaded = try TraceFolder([[node], [node]]).load()
    #expect(loaded.program.families.map(\.groups) == [[[0, 1]]])
  }

  @Test(arguments: ["", "0.0.4"]) func `a version may be absent`(_ version: String) throws {
    let loaded = try TraceFolder([[.compute(1, 1)]], version: version).load()
    #expect(loaded.notes.isEmpty)
  }

  @Test func `another version is read with a note`() throws {
    let loaded = try TraceFolder([[.compute(1, 1)]], version: "9.9").load()
    #expect(loaded.notes == ["version \"9.9\" of the format is read as 0.0.4"])
  }

  @Test func `dependencies may be packed or not and come before their node`() throws {
    for packed in [true, false] {
      let first = WireNode.compute(1, 1, after: [2, 3]).with { $0.packed = packed }
      let loaded = try TraceFolder([[first, .compute(2, 1), .compute(3, 1, after: [2])]]).load()
      #expect(loaded.names(ofRank: 0) == ["node2", "node3", "node1"])
      #expect(loaded.edges(ofRank: 0) == ["node2>node3", "node2>node1", "node3>node1"])
    }
  }

  @Test func `control dependencies order nodes as data dependencies do`() throws {
    let last = WireNode.compute(2, 1).with { $0.control = [1] }
    #expect(try TraceFolder([[.compute(1, 1), last]]).load().edges(ofRank: 0) == ["node1>node2"])
  }

  @Test func `control dependencies of a captured trace name callers and order nothing`() throws {
    // PyTorch's converter writes rf_id on every node and the caller, here left out, in ctrl_deps.
    let captured = Attribute.int64("rf_id", 12)
    let node = WireNode.compute(2, 1, after: [1]).with {
      $0.control = [99]
      $0.attributes = [captured]
    }
    let loaded = try TraceFolder([[.compute(1, 1), node]]).load()
    #expect(loaded.edges(ofRank: 0) == ["node1>node2"])
    #expect(
      loaded.notes == [
        "1 control dependency names the caller, as captured PyTorch traces do: only data "
          + "dependencies order the nodes"
      ])
  }

  @Test func `gzip is told by its first bytes`() throws {
    let folder = try TraceFolder()
    let file = TraceFolder.file((0..<5000).map { .compute($0, 3) })
    try folder.write(TraceFolder.gzip(file), to: "job.0.et")
    try folder.write(TraceFolder.gzip(file) + TraceFolder.gzip([]), to: "job.1.et.gz")
    let loaded = try folder.load()
    #expect(loaded.graph(ofRank: 0).count == 5000)
    #expect(loaded.program.graphs.count == 1)
  }

  @Test func `a compute with work and no duration waits for the accelerator`() throws {
    let node = WireNode(1, .compute).with {
      $0.attributes = [
        Attribute.int64("num_ops", 2_000_000), Attribute.uint64("tensor_size", 3000),
      ]
    }
    var program = try TraceFolder([[node, .compute(2, 7)]]).load().program
    #expect(program.graphs[0].duration[0].isNaN)
    // 2 MFLOP at 1 TFLOP/s take 2 us; 3,000 B at 1 GB/s take 3 us: memory decides.
    try program.resolveCompute(
      peak: .teraoperationsPerSecond(1), memoryBandwidth: .gigabytesPerSecond(1))
    #expect(program.graphs[0].duration == [3e-6, 7e-6])
  }

  @Test func `memory moves are timed at the memory's bandwidth`() throws {
    let load = WireNode(1, .load).with { $0.attributes = [Attribute.uint64("tensor_size", 4000)] }
    let store = WireNode(2, .store).with { $0.microseconds = 9 }
    var loaded = try TraceFolder([[load, store]]).load()
    try loaded.program.resolveCompute(peak: nil, memoryBandwidth: .gigabytesPerSecond(1))
    #expect(loaded.program.graphs[0].duration == [4e-6, 9e-6])
    #expect(loaded.notes.contains { $0.hasPrefix("1 memory node has no duration") })
  }

  @Test func `metadata takes no time and holds nothing back`() throws {
    let loaded = try TraceFolder([
      [WireNode(5, .metadata, "## process_group:init ##"), .compute(6, 1, after: [5])]
    ]).load()
    #expect(loaded.names(ofRank: 0) == ["node6"])
    #expect(loaded.edges(ofRank: 0).isEmpty)
  }

  @Test func `nodes without time are counted`() throws {
    let loaded = try TraceFolder([[WireNode(1, .compute), WireNode(2, .compute)]]).load()
    #expect(
      loaded.notes == [
        "2 compute nodes have neither duration_micros nor num_ops and tensor_size, so no time"
      ])
  }
}
