// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

/// Sends and receives whose finishing times LogGOPSim printed for every host, in its own
/// parameters and its defaults, and the closed forms that it meets.
struct LogGOPSTests {
  /// L = 1000, o = 200, g = 100, G = 1, S = 1000000.
  private static let fast = LogGOPS(
    latency: 1000, overhead: 200, gap: 100, gapPerByte: 1, eagerLimit: 1_000_000)

  @Test func `a ring of eight with 8,192 bytes ends everywhere when theirs does`() throws {
    let ring = Self.ring(8, bytes: 8192)
    #expect(try hostEnds(of: ring, Self.fast) == Array(repeating: 134_274, count: 8))
    #expect(try hostEnds(of: ring, LogGOPS()) == Array(repeating: 765_044, count: 8))
  }

  @Test func `a binomial broadcast of 4,096 bytes ends host by host when theirs does`() throws {
    let tree = Self.binomialBroadcast(16, bytes: 4096)
    #expect(
      try hostEnds(of: tree, Self.fast) == [
        12_785, 14_085, 14_085, 15_385, 14_085, 15_385, 15_385, 16_685, 18_080, 19_380, 19_380,
        20_680, 19_380, 20_680, 20_680, 21_980,
      ])
    #expect(
      try hostEnds(of: tree, LogGOPS()) == [
        78_210, 82_710, 82_710, 87_210, 82_710, 87_210, 87_210, 91_710, 106_780, 111_280, 111_280,
        115_780, 111_280, 115_780, 115_780, 120_280,
      ])
  }

  @Test func `halving and doubling over sixteen ends everywhere when theirs does`() throws {
    let exchange = Self.halvingDoubling(16, bytes: 4096)
    #expect(try hostEnds(of: exchange, Self.fast) == Array(repeating: 18_872, count: 16))
    #expect(try hostEnds(of: exchange, LogGOPS()) == Array(repeating: 90_032, count: 16))
  }

  @Test(arguments: [2, 3, 64, 256])
  func `a ring takes 2(P - 1)(L + 2o + (m - 1)G)`(ranks: Int) throws {
    let found = try hostEnds(of: Self.ring(ranks, bytes: 8192), Self.fast)
    #expect(found == Array(repeating: 2 * (ranks - 1) * (1000 + 400 + 8191), count: ranks))
  }

  @Test(arguments: [1, 4, 10, 13])
  func `a binomial broadcast takes log2(P) (L + 2o + (m - 1)G)`(levels: Int) throws {
    let found = try hostEnds(of: Self.binomialBroadcast(1 << levels, bytes: 4096), Self.fast)
    #expect(found.max() == levels * (1000 + 400 + 4095))
  }

  @Test func `a broadcast over 65,536 takes 16 (L + 2o + (m - 1)G)`() throws {
    let ends = try hostEnds(
      of: TinyProgram.single(.broadcast, ranks: 65_536, bytes: .bytes(4096)), Self.fast,
      CollectivePolicy(algorithms: [.broadcast: "binomial"]))
    #expect(ends.max() == 16 * (1000 + 400 + 4095))
    // The root is free when it has sent sixteen times: each further message waits for the gap
    // after the one before, 100 + 4095, and the last takes the host's 200.
    #expect(ends[0] == 15 * (100 + 4095) + 200)
  }

  @Test(
    .enabled(
      if: CollectiveTimesTests.runsLong, "millions of messages: set HELIOGRAPH_LONG_TESTS=1"),
    arguments: [1024, 2048])
  func `a ring of a thousand ranks and more takes 2(P - 1)(L + 2o + (m - 1)G)`(ranks: Int) throws {
    // Every rank ends in the same nanosecond, so whatever went wrong at one would show.
    let ends = try hostEnds(
      of: TinyProgram.single(.allReduce, ranks: ranks, bytes: .bytes(Double(512 * ranks))),
      Self.fast, CollectivePolicy(algorithms: [.allReduce: "ring"]))
    #expect(ends == Array(repeating: 2 * (ranks - 1) * (1000 + 400 + 511), count: ranks))
  }

  @Test func `the collective itself takes as long as its sends and receives`() throws {
    // The ring's blocks are 64 KiB / 8.
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 8, rate: .gigabitsPerSecond(1), latency: .zero)
    let timeline = try replay(
      TinyProgram.single(.allReduce, ranks: 8, bytes: .bytes(65_536)), on: cluster,
      policy: CollectivePolicy(algorithms: [.allReduce: "ring"]), transport: .loggops(Self.fast))
    #expect((timeline.duration.rawValue * 1e9).rounded() == 134_274)
  }

  /// Each of 2(P - 1) times: to the next, from the one before; a send waits for the receive before.
  private static func ring(_ ranks: Int, bytes: Double) -> Program {
    var program = TinyProgram.separate(rankCount: ranks)
    for rank in 0..<ranks {
      var received: [Int] = []
      for step in 0..<Int32(2 * (ranks - 1)) {
        program.add(
          .send, to: rank, stream: -1, after: received, bytes: .bytes(bytes), family: -1,
          peer: Int32((rank + 1) % ranks), tag: step)
        received = [
          program.add(
            .receive, to: rank, stream: -1, bytes: .bytes(bytes), family: -1,
            peer: Int32((rank + ranks - 1) % ranks), tag: step)
        ]
      }
    }
    return program.program
  }

  /// Rank r has the data after as many rounds as r has bits, and then sends to r + 2^k for all
  /// greater k.
  private static func binomialBroadcast(_ ranks: Int, bytes: Double) -> Program {
    var program = TinyProgram.separate(rankCount: ranks)
    for rank in 0..<ranks {
      let width = Int.bitWidth - rank.leadingZeroBitCount
      var received: [Int] = []
      if rank > 0 {
        let parent = rank - (1 << (width - 1))
        received = [
          program.add(
            .receive, to: rank, stream: -1, bytes: .bytes(bytes), family: -1, peer: Int32(parent))
        ]
      }
      var bit = 1 << width
      while rank + bit < ranks {
        program.add(
          .send, to: rank, stream: -1, after: received, bytes: .bytes(bytes), family: -1,
          peer: Int32(rank + bit))
        bit *= 2
      }
    }
    return program.program
  }

  /// Partners at distance 1, 2, 4, ... with half, a quarter, ... of the bytes, and back.
  private static func halvingDoubling(_ ranks: Int, bytes: Double) -> Program {
    var program = TinyProgram.separate(rankCount: ranks)
    let bits = (0..<ranks.trailingZeroBitCount).map { $0 }
    for rank in 0..<ranks {
      var received: [Int] = []
      for (step, bit) in (bits + bits.reversed()).enumerated() {
        let partner = Int32(rank ^ (1 << bit))
        let size = bytes / Double(2 << bit)
        program.add(
          .send, to: rank, stream: -1, after: received, bytes: .bytes(size), family: -1,
          peer: partner, tag: Int32(step))
        received = [
          program.add(
            .receive, to: rank, stream: -1, bytes: .bytes(size), family: -1, peer: partner,
            tag: Int32(step))
        ]
      }
    }
    return program.program
  }
}
