// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic

/// Groups that fill a grid of accelerators lie along its dimensions.
struct GridAxesTests {
  private func cluster(_ name: String) throws -> Cluster {
    let index = try #require(FileFabrics.all.firstIndex { $0.name == name })
    return try FileFabrics().cluster(index)
  }

  @Test(arguments: [
    ("torus", [4, 4]), ("mesh of switched pairs", [2, 3, 2]), ("hypercube", [2, 2, 2]),
    ("blocks and trunks", [4, 4]), ("twisted torus", [8]), ("hyperx", [16]),
    ("direct connection", [12]),
  ])
  func `a group of everyone has the grid's dimensions`(name: String, axes: [Int]) throws {
    let cluster = try cluster(name)
    let everyone = (0..<cluster.accelerators.count).map(GPUID.init)
    #expect(GroupShape(of: everyone, on: cluster).dimensions == axes)
  }

  @Test func `a part of a grid, or another order, is flat`() throws {
    let torus = try cluster("torus")
    #expect(GroupShape(of: (0..<8).map(GPUID.init), on: torus).dimensions == [8])
    let reversed = (0..<16).reversed().map(GPUID.init)
    #expect(GroupShape(of: reversed, on: torus).dimensions == [16])
  }

  @Test func `an all-reduce along both dimensions of a torus is one rank's, folded`() throws {
    let torus = try cluster("torus")
    var policy = CollectivePolicy()
    policy.algorithms = [.allReduce: "torus-bucket"]
    let graph = try FlowGraph(
      program: TinyProgram.single(.allReduce, ranks: 16, bytes: .megabytes(16)), cluster: torus,
      placement: .identity(rankCount: 16), policy: policy)
    var events = EventsInMemory()
    let timeline = try Simulation.run(graph, on: torus, folding: .auto, into: &events)
    #expect(timeline.folding?.ranks.count == 1)
    // 3 steps of a quarter along one dimension and 3 of a sixteenth along the other, and back, at
    // 12.5 GB/s; 12 messages of 1 us and 55 ns each: 30 and twice 10 in the link, 5 of flight.
    let bytes = 2 * (3.0 / 4 + 3.0 / 16) * 16e6 / 12.5e9
    #expect(timeline.duration.isClose(to: .seconds(bytes + 12 * 1.055e-6), ulps: 1 << 12))
  }
}
