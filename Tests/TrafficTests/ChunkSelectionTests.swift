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

struct ChunkSelectionTests {
  private func duration(
    _ kind: CollectiveKind, _ algorithm: String, bytes: Bytes, chunks: Int, on cluster: Cluster
  ) throws -> Seconds {
    let ranks = cluster.accelerators.count
    let graph = try FlowGraph(
      program: TinyProgram.single(kind, ranks: ranks, bytes: bytes), cluster: cluster,
      placement: .identity(rankCount: ranks),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: chunks))
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events).duration
  }

  @Test(arguments: [CollectiveKind.allReduce, .reduceScatter, .allGather, .broadcast, .reduce])
  func `with chunks, too, auto is never far from the best that there is`(
    kind: CollectiveKind
  ) throws {
    for cluster in try MatrixFabrics.reducing() + [LowerBoundTests.nodes(of: 4, 4)] {
      let group = (0..<cluster.accelerators.count).map { GPUID($0) }
      let shape = GroupShape(of: group, on: cluster)
      for (bytes, chunks) in [(Bytes.megabytes(1), 4), (.megabytes(64), 16)] {
        var best = Seconds.infinity
        for algorithm in AlgorithmCatalogue.algorithms(for: kind)
        where algorithm.obstacle(to: kind, for: shape) == nil {
          best = min(
            best,
            try duration(kind, algorithm.name, bytes: bytes, chunks: chunks, on: cluster))
        }
        let auto = try duration(kind, "auto", bytes: bytes, chunks: chunks, on: cluster)
        // The prediction lets all channels of a round begin together.
        #expect(auto <= best * 1.35, "\(cluster.name), \(bytes), \(chunks): \(auto), \(best)")
      }
    }
  }
}
