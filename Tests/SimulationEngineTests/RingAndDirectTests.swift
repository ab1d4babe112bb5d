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

/// The closed forms of the two algorithms against what the event loop finds message by message.
struct RingAndDirectTests {
  static let rate = BitsPerSecond.gigabytesPerSecond(50)
  static let latency = Seconds.nanoseconds(500)

  private func time(
    _ kind: CollectiveKind, _ algorithm: String, ranks: Int, bytes: Bytes, on fabric: TinyFabric,
    chunks: Int = 1
  ) throws -> Seconds {
    let cluster = fabric.cluster
    let graph = try FlowGraph(
      program: TinyProgram.single(kind, ranks: ranks, bytes: bytes), cluster: cluster,
      placement: .identity(rankCount: ranks),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: chunks))
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events).duration
  }

  /// The algorithms that can serve a group without structure.
  private func able(_ kind: CollectiveKind, _ ranks: Int) -> [any CollectiveAlgorithm] {
    AlgorithmCatalogue.algorithms(for: kind).filter {
      $0.obstacle(to: kind, for: GroupShape(memberCount: ranks)) == nil
    }
  }

  @Test(arguments: CollectiveKind.allCases)
  func `every algorithm runs to its end, each of its messages once`(kind: CollectiveKind) throws {
    for ranks in [2, 5, 8, 16] {
      let cluster = TinyFabric.star(ranks, rate: Self.rate, latency: Self.latency).cluster
      for algorithm in able(kind, ranks) {
        for chunks in [1, 3] {
          let world = try World(
            TinyProgram.single(kind, ranks: ranks, bytes: .megabytes(1)), on: cluster,
            policy: CollectivePolicy(algorithms: [kind: algorithm.name], chunks: chunks))
          let schedule = algorithm.schedule(for: kind, memberCount: ranks)
          #expect(
            world.timeline.traffic.flows == chunks * schedule.messageCount,
            "\(algorithm.name), \(ranks)")
          #expect(world.spans(.collective, rank: Int32(ranks - 1)).count == 1)
        }
      }
    }
  }

  @Test(arguments: [2, 3, 8, 17])
  func `a ring takes p - 1 steps of latency and a block, an all-reduce twice that`(
    ranks: Int
  ) throws {
    // On a mesh every neighbour has a link of its own: step = latency + (m/p) / rate.
    let bytes = Bytes.megabytes(Double(ranks))
    let fabric = TinyFabric.mesh(ranks, rate: Self.rate, latency: Self.latency)
    let step = Self.latency + .megabytes(1) / Self.rate
    let once = step * Double(ranks - 1)
    for (kind, expected) in [
      (CollectiveKind.reduceScatter, once), (.allGather, once), (.allReduce, once * 2),
    ] {
      let found = try time(kind, "ring", ranks: ranks, bytes: bytes, on: fabric)
      // One rounding per step.
      #expect(found.isClose(to: expected, ulps: 8 * ranks), "\(kind)")
    }
  }

  @Test(arguments: [2, 3, 8, 17])
  func `chunks follow each other round a ring and hide all latency but the last`(
    ranks: Int
  ) throws {
    // 4 chunks of a block take 5 us each, more than the 0.5 us of latency when three of them are
    // on their way: the link is never idle, and only the last message's latency is seen.
    let bytes = Bytes.megabytes(Double(ranks))
    let fabric = TinyFabric.mesh(ranks, rate: Self.rate, latency: Self.latency)
    let busy = Bytes.megabytes(1) / Self.rate * Double(2 * (ranks - 1))
    let found = try time(
      .allReduce, "ring", ranks: ranks, bytes: bytes, on: fabric, chunks: 4)
    // One rounding per step and chunk.
    #expect(found.isClose(to: busy + Self.latency, ulps: 32 * ranks))
  }

  @Test(arguments: [2, 3, 8, 17])
  func `direct on a star is bound by injection, on a mesh by one block`(ranks: Int) throws {
    let bytes = Bytes.megabytes(Double(ranks))
    let block = Seconds(rawValue: (Bytes.megabytes(1) / Self.rate).rawValue)
    let star = TinyFabric.star(ranks, rate: Self.rate, latency: Self.latency)
    let mesh = TinyFabric.mesh(ranks, rate: Self.rate, latency: Self.latency)
    // Star: p - 1 blocks share the port, two hops of latency. Mesh: a block a link, one hop.
    let onStar = block * Double(ranks - 1) + Self.latency * 2
    let onMesh = block + Self.latency
    for (kind, rounds) in [
      (CollectiveKind.reduceScatter, 1.0), (.allGather, 1), (.allToAll, 1), (.allReduce, 2),
    ] {
      let starTime = try time(kind, "direct", ranks: ranks, bytes: bytes, on: star)
      let meshTime = try time(kind, "direct", ranks: ranks, bytes: bytes, on: mesh)
      #expect(starTime.isClose(to: onStar * rounds, ulps: 64), "\(kind)")
      #expect(meshTime.isClose(to: onMesh * rounds, ulps: 64), "\(kind)")
    }
  }

  @Test func `one slow link holds up a ring only once each lap can no longer hide it`() throws {
    // Ranks 0..3; link 0 -> 1 has half the rate. The reduce-scatter's three blocks cross it one
    // after the other at twice the time; the other links wait for what comes through it.
    var fabric = TinyFabric.mesh(4, rate: Self.rate)
    for index in fabric.links.indices where fabric.links[index].from == 0 {
      if fabric.links[index].to == 1 { fabric.links[index].rate = Self.rate * 0.5 }
    }
    let block = Bytes.megabytes(1) / Self.rate
    let found = try time(
      .reduceScatter, "ring", ranks: 4, bytes: .megabytes(4), on: fabric)
    // Three blocks back to back on the slow link, 2 each; the last to leave it was only held up
    // by its own queue: 6 blocks of time.
    #expect(found.isClose(to: block * 6, ulps: 16))
  }

  @Test func `a slow link that nobody uses changes nothing, to the bit`() throws {
    let fabric = TinyFabric.mesh(6, rate: Self.rate, latency: Self.latency)
    var other = fabric
    for index in fabric.links.indices
    where fabric.links[index].to != (fabric.links[index].from + 1) % 6 {
      other.links[index].rate = Self.rate * 0.125
      other.links[index].latency = Self.latency * 8
    }
    let bytes = Bytes.megabytes(6)
    #expect(
      try time(.allReduce, "ring", ranks: 6, bytes: bytes, on: fabric)
        == time(.allReduce, "ring", ranks: 6, bytes: bytes, on: other))
  }

  @Test func `doubling the latency of one link of a ring adds it once per message across it`()
    throws
  {
    // A ring of 5, reduce-scatter: rank 1 waits for 0's message in each of 4 steps, and what it
    // then passes on is late for everybody behind it, so the delay is paid in every step.
    let fabric = TinyFabric.mesh(5, rate: Self.rate, latency: Self.latency)
    var slower = fabric
    for index in fabric.links.indices
    where fabric.links[index].from == 0 && fabric.links[index].to == 1 {
      slower.links[index].latency = Self.latency * 2
    }
    let bytes = Bytes.megabytes(5)
    let before = try time(.reduceScatter, "ring", ranks: 5, bytes: bytes, on: fabric)
    let after = try time(.reduceScatter, "ring", ranks: 5, bytes: bytes, on: slower)
    // Each block passes the slow link at most once on its way: it is late once.
    #expect((after - before).isClose(to: Self.latency, ulps: 1 << 12))
  }

  @Test func `overhead is paid by every message before its first byte`() throws {
    var fabric = TinyFabric.mesh(4, rate: Self.rate, latency: Self.latency)
    fabric.overhead = .microseconds(3)
    let step = Self.latency + .microseconds(3) + .megabytes(1) / Self.rate
    let found = try time(.allGather, "ring", ranks: 4, bytes: .megabytes(4), on: fabric)
    #expect(found.isClose(to: step * 3, ulps: 16))
  }

  @Test(arguments: [CollectiveKind.allReduce, .reduceScatter, .allGather, .allToAll])
  func `no algorithm beats the bound`(kind: CollectiveKind) throws {
    for ranks in [2, 5, 16] {
      for fabric in [
        TinyFabric.star(ranks, rate: Self.rate, latency: Self.latency),
        TinyFabric.mesh(ranks, rate: Self.rate, latency: Self.latency),
      ] {
        for bytes in [Bytes.bytes(8), .megabytes(3), .gigabytes(2)] {
          let bound = try LowerBound(
            of: kind, bytes: bytes, group: (0..<ranks).map { GPUID($0) }, on: fabric.cluster)
          for algorithm in able(kind, ranks) {
            let found = try time(
              kind, algorithm.name, ranks: ranks, bytes: bytes, on: fabric)
            // The engine adds times in another order than the bound does.
            #expect(found >= bound.time * (1 - 1e-12), "\(algorithm.name), \(ranks), \(bytes)")
          }
        }
      }
    }
  }

  @Test(arguments: 0..<60)
  func `no algorithm beats the bound where every port is different`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let ranks = Int.random(in: 2...7, using: &random)
    let fabric = randomStar(ranks, &random)
    let bytes = Bytes.bytes(Double(Int.random(in: 1...50_000_000, using: &random)))
    for kind in CollectiveKind.allCases {
      let bound = try LowerBound(
        of: kind, bytes: bytes, group: (0..<ranks).map { GPUID($0) }, on: fabric.cluster)
      for algorithm in able(kind, ranks) {
        let found = try time(kind, algorithm.name, ranks: ranks, bytes: bytes, on: fabric)
        #expect(found >= bound.time * (1 - 1e-12), "\(algorithm.name), \(kind.rawValue)")
      }
    }
  }
}
