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

struct LowerBoundTests {
  private static let rate = BitsPerSecond.gigabytesPerSecond(50)
  private static let latency = Seconds.nanoseconds(500)

  private func time(
    _ kind: CollectiveKind, _ algorithm: String, ranks: Int, bytes: Bytes, on cluster: Cluster,
    chunks: Int = 1, root: Int32 = 0
  ) throws -> Seconds {
    let graph = try FlowGraph(
      program: TinyProgram.single(kind, ranks: ranks, bytes: bytes, root: root),
      cluster: cluster, placement: .identity(rankCount: ranks),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: chunks))
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events).duration
  }

  /// Nodes of fully meshed accelerators, and a switch over all of them.
  static func nodes(of inner: Int, _ count: Int) -> Cluster {
    var fabric = TinyFabric(acceleratorCount: inner * count)
    fabric.switchCount = 1
    for node in 0..<count {
      for from in 0..<inner {
        for to in 0..<inner where to != from {
          fabric.links.append((node * inner + from, node * inner + to, rate, latency))
        }
      }
    }
    let scaleUp = fabric.links.count
    for accelerator in 0..<inner * count {
      fabric.links.append((accelerator, inner * count, rate * 0.25, latency * 3))
      fabric.links.append((inner * count, accelerator, rate * 0.25, latency * 3))
    }
    var cluster = fabric.cluster
    cluster.domains = ["node", "pod"]
    cluster.inNetworkReduction = [nil, nil]
    cluster.messageOverhead = [.zero, .microseconds(1)]
    cluster.routing = .domains(spans: [inner, inner * count], forwards: [false, false])
    for link in scaleUp..<cluster.links.count { cluster.links.domain[link] = 1 }
    return cluster
  }

  private static func fabrics(_ ranks: Int) throws -> [Cluster] {
    var all = try UniformTopology.allCases.map {
      try Cluster.uniform($0, ranks: ranks, rate: rate, latency: latency)
    }
    if ranks.isMultiple(of: 4), ranks > 4 { all.append(nodes(of: 4, ranks / 4)) }
    return all
  }

  @Test(arguments: CollectiveKind.allCases)
  func `no algorithm beats the bound, whatever the fabric, size and chunks`(
    kind: CollectiveKind
  ) throws {
    var served = 0
    for ranks in [2, 5, 8] {
      for cluster in try Self.fabrics(ranks) {
        let group = (0..<ranks).map { GPUID($0) }
        for (bytes, chunks) in [(Bytes.bytes(8), 1), (.megabytes(3), 4), (.gigabytes(2), 1)] {
          let root = kind.hasRoot ? ranks / 2 : 0
          let bound = try LowerBound(
            of: kind, bytes: bytes, group: group, on: cluster, root: root)
          let shape = GroupShape(of: group, on: cluster)
          for algorithm in AlgorithmCatalogue.algorithms(for: kind)
          where algorithm.obstacle(to: kind, for: shape) == nil {
            let found = try time(
              kind, algorithm.name, ranks: ranks, bytes: bytes, on: cluster, chunks: chunks,
              root: Int32(root))
            served += 1
            // The engine adds times in another order than the bound does.
            #expect(
              found >= bound.time * (1 - 1e-12),
              "\(algorithm.name) on \(cluster.name), \(ranks), \(bytes): \(found), \(bound)")
          }
        }
      }
    }
    #expect(served >= 30)
  }

  @Test func `half of a ring is the narrow place of an all-to-all`() throws {
    // 16 on a ring: 8 * 8 / 16 = 4 buffers each way over 2 links; a port needs 15/16 over 2.
    let ring = try Cluster.uniform(.ring, ranks: 16, rate: Self.rate, latency: Self.latency)
    let bound = try LowerBound(
      of: .allToAll, bytes: .megabytes(100), group: (0..<16).map { GPUID($0) }, on: ring)
    #expect(bound.binding == .cut)
    #expect(bound.cutName == "one half of ring")
    #expect(bound.time.isClose(to: .megabytes(400) / (Self.rate * 2), ulps: 8))
  }

  @Test func `a node's links out are the narrow place of a gather to another node`() throws {
    // 4 nodes of 4: a node sends 4/16 of the buffer over 4 links of 12.5 GB/s; the root's own
    // node gets 12/16 over as many, its port 15/16 over 3 * 50 + 12.5.
    let cluster = Self.nodes(of: 4, 4)
    let bound = try LowerBound(
      of: .gather, bytes: .megabytes(160), group: (0..<16).map { GPUID($0) }, on: cluster)
    #expect(bound.binding == .cut)
    #expect(bound.cutName == "node 0")
    #expect(bound.time.isClose(to: .megabytes(120) / Self.rate, ulps: 8))
  }

  @Test func `few bytes are bound by the farthest two, many by ports`() throws {
    // A ring of 6: 3 hops of 500 ns to the far side.
    let ring = try Cluster.uniform(.ring, ranks: 6, rate: Self.rate, latency: Self.latency)
    let group = (0..<6).map { GPUID($0) }
    let few = try LowerBound(of: .barrier, bytes: .zero, group: group, on: ring)
    #expect(few.binding == .latency)
    #expect(few.time.isClose(to: Self.latency * 3, ulps: 4))
    // All-reduce: 2 * 5 buffers from 6 members with two links each.
    let many = try LowerBound(of: .allReduce, bytes: .gigabytes(6), group: group, on: ring)
    #expect(many.binding == .injection)
    #expect(many.time.isClose(to: .gigabytes(60) / (Self.rate * 12), ulps: 8))
  }

  @Test func `one send at a time takes a logarithm of rounds, and adding takes its time`() throws {
    // 9 members on a mesh, one send at once: 4 rounds of 500 ns; two at once: 2 rounds.
    let mesh = try Cluster.uniform(.fullMesh, ranks: 9, rate: Self.rate, latency: Self.latency)
    let group = (0..<9).map { GPUID($0) }
    func latency(_ sends: Int?) throws -> Seconds {
      try LowerBound(
        of: .broadcast, bytes: .zero, group: group, on: mesh, concurrentSends: sends
      ).latency
    }
    #expect(try latency(1).isClose(to: Self.latency * 4, ulps: 4))
    #expect(try latency(2).isClose(to: Self.latency * 2, ulps: 4))
    #expect(try latency(nil).isClose(to: Self.latency, ulps: 4))
    let slow = try LowerBound(
      of: .reduceScatter, bytes: .megabytes(9), group: group, on: mesh,
      reductionRate: .gigabytesPerSecond(1))
    #expect(slow.binding == .reduction)
    #expect(slow.time.isClose(to: .milliseconds(8), ulps: 8))
  }
}
