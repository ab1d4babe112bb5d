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

struct SelectionTests {
  private func graph(
    _ kind: CollectiveKind, _ algorithm: String, ranks: Int, bytes: Bytes, on cluster: Cluster,
    chunks: Int = 1
  ) throws -> FlowGraph {
    try FlowGraph(
      program: TinyProgram.single(kind, ranks: ranks, bytes: bytes), cluster: cluster,
      placement: .identity(rankCount: ranks),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: chunks))
  }

  private func time(_ graph: FlowGraph, on cluster: Cluster) throws -> Seconds {
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events).duration
  }

  @Test(arguments: CollectiveKind.allCases)
  func `auto is never far from the best that there is`(kind: CollectiveKind) throws {
    for ranks in [6, 8] {
      var clusters = try UniformTopology.allCases.map {
        try Cluster.uniform(
          $0, ranks: ranks, rate: .gigabytesPerSecond(50), latency: .microseconds(1))
      }
      if ranks == 8 { clusters.append(LowerBoundTests.nodes(of: 4, 2)) }
      for cluster in clusters {
        for bytes in [Bytes.bytes(64), .megabytes(0.5), .megabytes(80)] {
          let shape = GroupShape(of: (0..<ranks).map { GPUID($0) }, on: cluster)
          var best = Seconds.infinity
          for algorithm in AlgorithmCatalogue.algorithms(for: kind)
          where algorithm.obstacle(to: kind, for: shape) == nil {
            let named = try graph(kind, algorithm.name, ranks: ranks, bytes: bytes, on: cluster)
            best = min(best, try time(named, on: cluster))
          }
          let auto = try graph(kind, "auto", ranks: ranks, bytes: bytes, on: cluster)
          #expect(auto.schedules.count == 1)
          // The prediction shares links by round, the engine by what is under way.
          #expect(
            try time(auto, on: cluster) <= best * 1.25,
            "\(auto.algorithmOfSchedule), \(cluster.name), \(ranks), \(bytes)")
        }
      }
    }
  }

  @Test func `a named algorithm that cannot serve the group is refused with the reason`() throws {
    let ring = try Cluster.uniform(
      .ring, ranks: 7, rate: .gigabytesPerSecond(50), latency: .zero)
    let error = #expect(throws: LoweringError.self) {
      try graph(.allReduce, "swing", ranks: 7, bytes: .megabytes(1), on: ring)
    }
    #expect(
      error?.description
        == "swing cannot carry out the all-reduce of 7 members: it needs an even number of members")
  }

  @Test func `a root outside the group is refused`() throws {
    let ring = try Cluster.uniform(
      .ring, ranks: 4, rate: .gigabytesPerSecond(50), latency: .zero)
    #expect(throws: LoweringError.self) {
      try FlowGraph(
        program: TinyProgram.single(.broadcast, ranks: 4, bytes: .bytes(1), root: 4),
        cluster: ring, placement: .identity(rankCount: 4), policy: CollectivePolicy())
    }
  }

  @Test func `domains give a group its dimensions, members apart or alone none`() {
    let cluster = LowerBoundTests.nodes(of: 4, 4)
    func shape(_ members: [Int]) -> GroupShape {
      GroupShape(of: members.map(GPUID.init), on: cluster)
    }
    #expect(shape(Array(0..<16)).dimensions == [4, 4])
    // Half of each of three nodes; one of each; all in one; unevenly; in turns.
    #expect(shape([0, 1, 4, 5, 8, 9]).dimensions == [2, 3])
    #expect(shape([0, 4, 8, 12]).dimensions == [4])
    #expect(shape([0, 1, 2, 3]).irregularity.contains("one domain"))
    #expect(shape([0, 1, 2, 4]).irregularity.contains("evenly"))
    #expect(shape([0, 4, 1, 5]).irregularity.contains("evenly"))
  }

  @Test func `large groups are chosen for and written down without a list of messages`() throws {
    let clock = ContinuousClock()
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 1024, rate: .gigabytesPerSecond(50), latency: .microseconds(1))
    for kind in CollectiveKind.allCases {
      let spent = try clock.measure {
        _ = try graph(kind, "auto", ranks: 1024, bytes: .megabytes(1), on: cluster)
      }
      // Some seconds without optimisation on a busy machine.
      #expect(spent < .seconds(60), "\(kind)")
    }
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds {
        for group in [GroupShape(memberCount: 4096), GroupShape(dimensions: [16, 16, 16])]
        where algorithm.obstacle(to: kind, for: group) == nil {
          let spent = clock.measure { _ = algorithm.schedule(for: kind, group: group) }
          // Tens of milliseconds without optimisation; a table of all messages takes far longer.
          #expect(spent < .seconds(2), "\(algorithm.name) \(kind)")
        }
      }
    }
  }
}
