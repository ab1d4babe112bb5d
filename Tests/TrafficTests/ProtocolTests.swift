// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

struct ProtocolTests {
  private static let rate = BitsPerSecond.gigabytesPerSecond(50)
  private static let latency = Seconds.nanoseconds(500)

  /// Half of the bytes on the wire are data; a step takes 3 us, of which links take 1.
  private static let half = MessageProtocol(
    name: "half", wireEfficiency: 0.5, base: [.ring: .microseconds(7)],
    step: [.scaleUp: [.ring: .microseconds(3)]])
  private static let plain = MessageProtocol(
    name: "plain", wireEfficiency: 1,
    base: [.ring: .microseconds(9), .tree: .microseconds(9), .inNetwork: .zero],
    step: [
      .scaleUp: [.ring: .microseconds(5), .tree: .microseconds(6), .inNetwork: .microseconds(20)]
    ])

  private func cluster(_ reduction: SwitchReduction? = nil) throws -> Cluster {
    try Cluster.uniform(
      .packetSwitch, ranks: 4, rate: Self.rate, latency: Self.latency,
      overhead: .microseconds(11), reduction: reduction)
  }

  private func graph(
    _ kind: CollectiveKind, bytes: Bytes, on cluster: Cluster, algorithm: String = "auto",
    protocolName: String?, tuner: TunerTable? = nil
  ) throws -> FlowGraph {
    try FlowGraph(
      program: TinyProgram.single(kind, ranks: 4, bytes: bytes), cluster: cluster,
      placement: .identity(rankCount: 4),
      policy: CollectivePolicy(
        algorithms: [kind: algorithm], protocols: [Self.half, Self.plain],
        protocolName: protocolName, tuner: tuner))
  }

  private func run(_ graph: FlowGraph, on cluster: Cluster) throws -> Timeline {
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events)
  }

  @Test func `a step takes what the protocol says, whatever the domain's own overhead`() throws {
    let cluster = try cluster()
    let bytes = Bytes.megabytes(40)
    let lowered = try graph(
      .allReduce, bytes: bytes, on: cluster, algorithm: "ring", protocolName: "half")
    #expect(lowered.protocolsInUse == ["half"])
    let timeline = try run(lowered, on: cluster)
    // 7 us once, and 6 steps of 3 us and twice 10 MB.
    let step = Seconds.microseconds(3) + Bytes.megabytes(20) / Self.rate
    #expect(timeline.duration.isClose(to: .microseconds(7) + step * 6, ulps: 16))
    // Over links go the bytes of the wire: 6 steps of 4 members over two links each.
    #expect(timeline.traffic.linkBytes.isClose(to: .megabytes(6 * 4 * 2 * 20), ulps: 16))
    // Without a protocol the domain's 11 us and the links' 1 us.
    let own = try graph(
      .allReduce, bytes: bytes, on: cluster, algorithm: "ring", protocolName: nil)
    #expect(own.protocolsInUse == [])
    let ownStep = Seconds.microseconds(12) + Bytes.megabytes(10) / Self.rate
    #expect(try run(own, on: cluster).duration.isClose(to: ownStep * 6, ulps: 16))
  }

  @Test func `what switches do has constants of its own, and a protocol may have none`() throws {
    let cluster = try cluster(.reads)
    let bytes = Bytes.megabytes(40)
    let lowered = try graph(
      .allReduce, bytes: bytes, on: cluster, algorithm: "in-network", protocolName: "plain")
    // 20 us, of which the links take 2: to the switch and back, twice.
    let timeline = try run(lowered, on: cluster)
    #expect(
      timeline.duration.isClose(
        to: .microseconds(20) + bytes * 1.25 / Self.rate, ulps: 16))
    let error = #expect(throws: LoweringError.self) {
      try graph(
        .allReduce, bytes: bytes, on: cluster, algorithm: "in-network", protocolName: "half")
    }
    #expect(error?.description.contains("no constants of the protocol half") == true)
    let unknown = #expect(throws: LoweringError.self) {
      try graph(.allReduce, bytes: bytes, on: cluster, protocolName: "hlaf")
    }
    #expect(unknown?.description.contains("known: auto, half, plain") == true)
  }

  @Test func `auto takes few bytes twice, and many once`() throws {
    let cluster = try cluster()
    for (bytes, best) in [(Bytes.bytes(4000), "half"), (.megabytes(400), "plain")] {
      let lowered = try graph(
        .allGather, bytes: bytes, on: cluster, algorithm: "ring", protocolName: "auto")
      #expect(lowered.protocolsInUse == [best])
      let times = try ["half", "plain"].map { name in
        try run(
          try graph(
            .allGather, bytes: bytes, on: cluster, algorithm: "ring", protocolName: name),
          on: cluster
        ).duration
      }
      #expect(try run(lowered, on: cluster).duration == min(times[0], times[1]))
    }
  }

  @Test func `the first rule of a table that matches decides, and auto where none does`() throws {
    func rule(
      _ range: ClosedRange<Double>, _ algorithms: [String], _ name: String?, ranks: Int? = nil,
      nodes: Int? = nil
    ) -> TunerTable.Rule {
      TunerTable.Rule(
        kind: .allReduce, bytes: range, ranks: ranks, nodes: nodes, algorithms: algorithms,
        messageProtocol: name, place: "table.csv:\(algorithms.count)")
    }
    let cluster = try cluster()
    let table = TunerTable(rules: [
      rule(0...100, ["ring"], "half", ranks: 8), rule(0...100, ["ring"], "half", nodes: 1),
      rule(0...1000, ["swing", "direct"], nil), rule(5000...6000, ["in-network"], nil),
    ])
    func choice(_ bytes: Double) throws -> [String] {
      let lowered = try graph(
        .allReduce, bytes: .bytes(bytes), on: cluster, protocolName: nil, tuner: table)
      return lowered.algorithmsInUse + lowered.protocolsInUse
    }
    #expect(try choice(100) == ["ring", "half"])
    #expect(try choice(101) == ["swing"])
    #expect(try choice(1001) == ["direct"])
    // A rule that cannot be carried out says where it was written.
    let error = #expect(throws: LoweringError.self) { try choice(5500) }
    #expect(error?.description.contains("table.csv:1: in-network cannot") == true)
    // A kind that has an algorithm of its own is not looked up.
    let named = try graph(
      .allReduce, bytes: .bytes(5500), on: cluster, algorithm: "bidirectional-ring",
      protocolName: nil, tuner: table)
    #expect(named.algorithmsInUse == ["bidirectional-ring"])
  }

  @Test func `links carry the payload that their technology or the transport lets through`() throws
  {
    var cluster = try cluster()
    cluster.links.technologies[0].transportEfficiency = 0.8
    let bytes = Bytes.megabytes(40)
    let lowered = try graph(
      .allReduce, bytes: bytes, on: cluster, algorithm: "ring", protocolName: nil)
    func duration(_ parameters: Fluid) throws -> Seconds {
      var events = EventsInMemory()
      return try Simulation.run(
        lowered, on: cluster, transport: .fluid(parameters), into: &events
      ).duration
    }
    let overhead = Seconds.microseconds(12)
    for (parameters, efficiency) in [(Fluid(), 0.8), (Fluid(transportEfficiency: 0.5), 0.5)] {
      let step = overhead + Bytes.megabytes(10) / (Self.rate * efficiency)
      #expect(try duration(parameters).isClose(to: step * 6, ulps: 16))
    }
  }

  @Test func `rings over all places leave a node by all of its links`() throws {
    let servers = try #require(
      try MatrixFabrics.reducing().first { $0.name == "reducing servers" })
    func duration(_ algorithm: String) throws -> Seconds {
      let lowered = try FlowGraph(
        program: TinyProgram.single(.allReduce, ranks: 16, bytes: .megabytes(640)),
        cluster: servers, placement: .identity(rankCount: 16),
        policy: CollectivePolicy(algorithms: [.allReduce: algorithm]))
      return try run(lowered, on: servers).duration
    }
    // One ring: 30 steps of 40 MB over links of 50 GB/s. Four rings: three of four messages of a
    // member stay in its node, so a step is 30 MB long.
    let rate = Self.rate
    let hops = Self.latency * 4
    #expect(try duration("ring") >= .megabytes(40) * 30 / rate)
    #expect(try duration("multi-ring") <= .megabytes(30) * 30 / rate + hops * 30)
  }
}
