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

struct AggregationTests {
  private static let rate = BitsPerSecond.gigabytesPerSecond(50)
  private static let latency = Seconds.nanoseconds(500)
  private static let bytes = Bytes.megabytes(80)

  private func run(
    _ kind: CollectiveKind, _ algorithm: String, on cluster: Cluster, ranks: Int? = nil,
    bytes: Bytes = Self.bytes, chunks: Int = 1, root: Int32 = 0
  ) throws -> Timeline {
    let ranks = ranks ?? cluster.accelerators.count
    let graph = try FlowGraph(
      program: TinyProgram.single(kind, ranks: ranks, bytes: bytes, root: root),
      cluster: cluster, placement: .identity(rankCount: ranks),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: chunks))
    #expect(graph.algorithmsInUse == [algorithm])
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events)
  }

  private func star(
    _ count: Int, _ reduction: SwitchReduction = .aggregation, slow: Int? = nil
  ) -> Cluster {
    var fabric = TinyFabric.star(count, rate: Self.rate, latency: Self.latency)
    // Links 2i and 2i + 1 are those of member i, up and down.
    if let slow { fabric.links[2 * slow].rate = Self.rate / 4 }
    fabric.dynamicEnergy = .picojoulesPerBit(5)
    var cluster = fabric.cluster
    cluster.inNetworkReduction = [reduction]
    return cluster
  }

  @Test func `a switch that adds takes each byte up once and down once`() throws {
    let timeline = try run(.allReduce, "in-network", on: star(8))
    // Two links of 500 ns and 80 MB at 50 GB/s.
    #expect(timeline.duration.isClose(to: Self.latency * 2 + Self.bytes / Self.rate, ulps: 4))
    #expect(timeline.traffic.flows == 1)
    #expect(timeline.traffic.linkBytes.isClose(to: Self.bytes * 16, ulps: 4))
    // 16 links, 80 MB on each, 5 pJ a bit.
    let joules = timeline.ledger.dynamicTotal
    #expect(joules.isClose(to: JoulesPerBit.picojoulesPerBit(5) * (Self.bytes * 16), ulps: 8))
  }

  @Test func `reading and writing through a switch takes 1 + 1/p of the bytes`() throws {
    for members in [2, 3, 8] {
      let part = 1 / Double(members)
      let cluster = star(members, .reads)
      let whole = try run(.allReduce, "in-network", on: cluster)
      #expect(
        whole.duration.isClose(
          to: Self.latency * 4 + Self.bytes * (1 + part) / Self.rate, ulps: 4))
      let scatter = try run(.reduceScatter, "in-network", on: cluster)
      #expect(scatter.duration.isClose(to: Self.latency * 2 + Self.bytes / Self.rate, ulps: 4))
      // All of it up from everyone, a part down to everyone; and the other way round.
      let crossed = Self.bytes * (Double(members) + 1)
      #expect(scatter.traffic.linkBytes.isClose(to: crossed, ulps: 8))
      #expect(scatter.traffic.bytesSent.isClose(to: Self.bytes * Double(members), ulps: 8))
      #expect(scatter.traffic.bytesReceived.isClose(to: Self.bytes, ulps: 8))
      let gather = try run(.allGather, "in-network", on: cluster)
      #expect(gather.duration.isClose(to: scatter.duration, ulps: 4))
      #expect(gather.traffic.linkBytes.isClose(to: crossed, ulps: 8))
    }
  }

  @Test func `the root of a broadcast sends once, and the others of a reduction never receive`()
    throws
  {
    let spread = try run(.broadcast, "in-network", on: star(6), root: 2)
    #expect(spread.duration.isClose(to: Self.latency * 2 + Self.bytes / Self.rate, ulps: 4))
    #expect(spread.traffic.linkBytes.isClose(to: Self.bytes * 6, ulps: 4))
    let sum = try run(.reduce, "in-network", on: star(6), root: 2)
    #expect(sum.traffic.linkBytes.isClose(to: Self.bytes * 7, ulps: 4))
    let barrier = try run(.barrier, "in-network", on: star(6), bytes: .zero)
    #expect(barrier.duration.isClose(to: Self.latency * 2, ulps: 4))
    #expect(barrier.traffic.linkBytes == .zero)
  }

  @Test func `switches that work slower than links take longer, and move no more`() throws {
    let cluster = star(8, SwitchReduction(.reads, efficiency: 0.8))
    let timeline = try run(.allReduce, "in-network", on: cluster)
    #expect(
      timeline.duration.isClose(
        to: Self.latency * 4 + Self.bytes * 1.125 / (Self.rate * 0.8), ulps: 4))
    // What crosses 16 links is what it would be otherwise, and so is its energy.
    #expect(timeline.traffic.linkBytes.isClose(to: Self.bytes * 18, ulps: 8))
    let joules = JoulesPerBit.picojoulesPerBit(5) * (Self.bytes * 18)
    #expect(timeline.ledger.dynamicTotal.isClose(to: joules, ulps: 8))
  }

  @Test func `the slowest member's link sets the pace of all`() throws {
    let timeline = try run(.allReduce, "in-network", on: star(4, slow: 3))
    #expect(
      timeline.duration.isClose(to: Self.latency * 2 + Self.bytes * 4 / Self.rate, ulps: 4))
  }

  @Test func `leaves add before spines do, and each spine takes its part`() throws {
    let tree = try #require(try MatrixFabrics.reducing().first { $0.name == "reducing fat-tree" })
    let timeline = try run(.allReduce, "in-network", on: tree)
    // Four hops of 500 ns. A leaf of four passes one sum up, half to each of two spines: 16 links
    // up and 16 down with everything, 8 up and 8 down with a half.
    #expect(timeline.duration.isClose(to: Self.latency * 4 + Self.bytes / Self.rate, ulps: 8))
    #expect(timeline.traffic.linkBytes.isClose(to: Self.bytes * 40, ulps: 64))
    // Gathered, a leaf passes up its quarter, an eighth to each spine, and gets the whole down.
    let gather = try run(.allGather, "in-network", on: tree)
    #expect(gather.traffic.linkBytes.isClose(to: Self.bytes * (1 + 16 + 1 + 4), ulps: 64))
    // Members of one leaf need no spine.
    let leaf = try run(.allReduce, "in-network", on: tree, ranks: 4)
    #expect(leaf.duration.isClose(to: Self.latency * 2 + Self.bytes / Self.rate, ulps: 8))
    #expect(leaf.traffic.linkBytes.isClose(to: Self.bytes * 8, ulps: 64))
  }

  @Test func `switches inside and across follow each other level by level`() throws {
    let servers = try #require(
      try MatrixFabrics.reducing().first { $0.name == "reducing servers" })
    let timeline = try run(.allReduce, "in-network-levels", on: servers)
    // Inside, 80 MB up and then down over two hops; across, a quarter of them on each rail, whose
    // leaf is the top of the tree.
    let inside = Self.latency * 2 + Self.bytes / Self.rate
    let across = Self.latency * 2 + Self.bytes / 4 / Self.rate
    #expect(timeline.duration.isClose(to: inside * 2 + across, ulps: 16))
    // 4 servers twice, and 4 rails.
    #expect(timeline.traffic.flows == 12)
    // The rings across take 2 * 3 steps of a sixteenth.
    let rings = try run(.allReduce, "in-network-ring", on: servers)
    let step = Self.latency * 2 + Self.bytes / 16 / Self.rate
    #expect(rings.duration.isClose(to: inside * 2 + step * 6, ulps: 16))
  }

  @Test func `chunks of an aggregation follow each other`() throws {
    let timeline = try run(.allReduce, "in-network", on: star(4, .reads), chunks: 5)
    #expect(
      timeline.duration.isClose(to: Self.latency * 4 + Self.bytes * 1.25 / Self.rate, ulps: 16))
    // Inside and across overlap: all but the first chunk's way inside is hidden behind the longest.
    let servers = try #require(
      try MatrixFabrics.reducing().first { $0.name == "reducing servers" })
    let whole = try run(.allReduce, "in-network-levels", on: servers)
    let pieces = try run(.allReduce, "in-network-levels", on: servers, chunks: 8)
    #expect(pieces.duration < whole.duration * 0.75)
  }

  @Test func `a member that comes late keeps the others waiting`() throws {
    var tiny = TinyProgram(rankCount: 4)
    tiny.families = [
      CommunicatorFamily(name: "all", groups: [[0, 1, 2, 3]], rankCount: 4)
    ]
    tiny.graphs = [[], []]
    tiny.graphOfRank = [0, 1, 0, 0]
    tiny.add(.collective, bytes: Self.bytes, collective: .allReduce)
    let late = tiny.add(.compute, to: 1, duration: .milliseconds(3))
    tiny.add(
      .collective, to: 1, after: [late], bytes: Self.bytes, collective: .allReduce)
    let cluster = star(4)
    let graph = try FlowGraph(
      program: tiny.program, cluster: cluster, placement: .identity(rankCount: 4),
      policy: CollectivePolicy(algorithms: [.allReduce: "in-network"], chunks: 1))
    var events = EventsInMemory()
    let timeline = try Simulation.run(graph, on: cluster, into: &events)
    #expect(
      timeline.duration.isClose(
        to: .milliseconds(3) + Self.latency * 2 + Self.bytes / Self.rate, ulps: 8))
  }

  @Test func `where switches add, the bound asks for one buffer through a port`() throws {
    let cluster = star(8)
    let group = (0..<8).map { GPUID($0) }
    let bound = try LowerBound(of: .allReduce, bytes: Self.bytes, group: group, on: cluster)
    #expect(bound.injection.isClose(to: Self.bytes / Self.rate, ulps: 4))
    let timeline = try run(.allReduce, "in-network", on: cluster)
    #expect(timeline.duration / bound.time < 1.001)
    // Servers that reduce inside and not across: 4 parts of 4 ports send 2 * 3 buffers together.
    var servers = try #require(
      try MatrixFabrics.reducing().first { $0.name == "reducing servers" })
    servers.inNetworkReduction = [.reads, nil]
    let slow = Self.rate / 8
    for link in 0..<servers.links.count where servers.links.domain[link] == 1 {
      servers.links.rate[link] = slow
    }
    let parts = try LowerBound(
      of: .allReduce, bytes: Self.bytes, group: (0..<16).map { GPUID($0) }, on: servers)
    #expect(parts.injection.isClose(to: Self.bytes * 6 / (slow * 16), ulps: 8))
    let rings = try run(.allReduce, "in-network-ring", on: servers)
    #expect(rings.duration > parts.time)
  }

  @Test func `auto takes switches where they pay, and only where they may reduce`() throws {
    let cluster = star(8)
    let program = TinyProgram.single(.allReduce, ranks: 8, bytes: Self.bytes)
    func choice(_ policy: CollectivePolicy) throws -> [String] {
      try FlowGraph(
        program: program, cluster: cluster, placement: .identity(rankCount: 8), policy: policy
      ).algorithmsInUse
    }
    #expect(try choice(CollectivePolicy()) == ["in-network"])
    #expect(try choice(CollectivePolicy(usesSwitches: false)) == ["direct"])
    let error = #expect(throws: LoweringError.self) {
      try choice(CollectivePolicy(algorithms: [.allReduce: "in-network"], usesSwitches: false))
    }
    #expect(error?.description.contains("in_network_reduction") == true)
  }
}
