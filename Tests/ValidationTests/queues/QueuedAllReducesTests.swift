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

/// Three all-reduces of one group that every rank issues at once on one stream: they follow each
/// other, first come first served, in every transport, with answers by hand.
///
/// Four ranks on a ring, 1 byte a nanosecond and 100 ns a hop; the buffers have 8, 16 and 4 blocks
/// of 3,200 bytes a rank and chunk of two: 25,600, 51,200 and 12,800 bytes.
struct QueuedAllReducesTests {
  private static let sizes = [25_600.0, 51_200, 12_800]

  @Test(arguments: [false, true])
  func `served whole, chunks of one follow each other, then those of the next`(
    isCongestionAware: Bool
  ) throws {
    // A chunk in two, a block of it a quarter, of m bytes: three steps that combine and three that
    // do not, of floor(100 + m) over one link, each with 10 ns to hand over, and 3 floor(m / 1600)
    // to reduce; 10 ns before the first. Nobody shares a link with anybody in a ring.
    //   m = 3200: 10 + 3 (3300 + 10 + 6) + 3 (3300 + 10) = 19,888, twice: 39,776
    //   m = 6400: 10 + 3 (6500 + 10 + 12) + 3 (6500 + 10) = 39,106, twice: 78,212
    //   m = 1600: 10 + 3 (1700 + 10 + 3) + 3 (1700 + 10) = 10,279, twice: 20,558
    let found = try ends(chunks: 2, .astraSim(AstraSim(isCongestionAware: isCongestionAware)))
    #expect(found == Array(repeating: [39_776, 117_988, 138_546], count: 4))
  }

  @Test func `two active chunks of one share its links, and the next waits for both`() throws {
    // Unaware of congestion both chunks of a buffer take what one takes.
    let parameters = AstraSim(isCongestionAware: false, activeChunks: 2)
    #expect(
      try ends(chunks: 2, .astraSim(parameters))
        == Array(repeating: [19_888, 58_994, 69_273], count: 4))
  }

  @Test func `between hosts each takes 2(P - 1)(L + 2o + (m - 1)G), one after the other`() throws {
    // L = 1000, o = 200, G = 1; in one chunk m is 6400, 12800 and 3200, six steps each:
    // 6 (1400 + 6399) = 46,794; 6 (1400 + 12799) = 85,194; 6 (1400 + 3199) = 27,594.
    let parameters = LogGOPS(
      latency: 1000, overhead: 200, gap: 100, gapPerByte: 1, eagerLimit: 1_000_000)
    #expect(
      try ends(chunks: 1, .loggops(parameters))
        == Array(repeating: [46_794, 131_988, 159_582], count: 4))
  }

  @Test func `in fluid links the chunks of each keep the links busy, and the last pays latency`()
    throws
  {
    // The two chunks of a step leave one after the other, each m bytes; while one is on its way the
    // other leaves, for m > 100. So six steps of 2 m, and the latency of the last message:
    // 6 x 6400 + 100 = 38,500; 6 x 12800 + 100 = 76,900; 6 x 3200 + 100 = 19,300.
    #expect(
      try ends(chunks: 2, .fluid()) == Array(repeating: [38_500, 115_400, 134_700], count: 4))
  }

  @Test func `a rank that comes late holds up the first, and with it those behind it`() throws {
    // Rank 0 works for 5,000 first. Every step of a rank needs one of its neighbour's before, so
    // three of the six steps after rank 0 began nobody is ahead of it any more, and the last rank
    // to end each all-reduce ends it 5,000 later. Who has nothing to take from a late one may end a
    // latency or two earlier, and no more.
    let found = try ends(chunks: 1, .fluid(), firstRankWorks: 5_000)
    // One chunk, six steps of 100 + m with m = 6400, 12800 and 3200.
    for (index, end) in [44_000, 121_400, 141_200].enumerated() {
      let ends = found.map { $0[index] }
      #expect(ends.max() == end)
      #expect(ends.allSatisfy { $0 >= end - 200 })
    }
  }

  /// Nanoseconds at which each rank ended each all-reduce.
  private func ends(
    chunks: Int, _ transport: Transport, firstRankWorks: Double = 0
  ) throws -> [[Int]] {
    var program = TinyProgram.separate(rankCount: 4)
    for rank in 0..<4 {
      var work: [Int] = []
      if rank == 0, firstRankWorks > 0 {
        work = [program.add(.compute, to: 0, duration: .nanoseconds(firstRankWorks))]
      }
      for bytes in Self.sizes {
        program.add(.collective, to: rank, after: work, bytes: .bytes(bytes))
      }
    }
    let cluster = try Cluster.uniform(
      .ring, ranks: 4, rate: .gigabytesPerSecond(1), latency: .nanoseconds(100))
    let graph = try FlowGraph(
      program: program.program, cluster: cluster, placement: .identity(rankCount: 4),
      policy: CollectivePolicy(algorithms: [.allReduce: "ring"], chunks: chunks))
    var events = EventsInMemory()
    _ = try Simulation.run(graph, on: cluster, transport: transport, into: &events)
    let columns = events.columns
    return (0..<Int32(4)).map { rank in
      (0..<columns.count)
        .filter { columns.rank[$0] == rank && columns.kind[$0] == EventKind.collective.rawValue }
        .map { Int((columns.end[$0] * 1e9).rounded()) }
    }
  }
}
