// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic

/// All-reduces that ASTRA-sim 2's analytical backends timed, to the nanosecond.
struct WholeMessageTests {
  /// Rows whose schedule there is known: all but the double binary trees, which it builds in
  /// another shape and cuts into pieces in a way that its answers alone do not tell.
  private static let algorithms = [
    "ring": "ring", "direct": "direct", "halvingDoubling": "halving-doubling",
  ]

  @Test(arguments: ["ring": 52, "direct": 33, "halvingDoubling": 24])
  func `every row is met to the nanosecond`(algorithm: String, rowCount: Int) throws {
    var met = 0
    let name = try #require(Self.algorithms[algorithm])
    for row in try AllReduceTests.rows() where row.algorithm == algorithm {
      let found = try nanoseconds(row, algorithm: name)
      let difference = found - row.nanoseconds
      #expect(difference == released(row), "\(row.testDescription): \(difference)")
      if difference == 0 { met += 1 }
    }
    #expect(met == rowCount)
  }

  /// Nanoseconds that a direct all-reduce on a ring saves there when nobody waits for links: a
  /// message of the all-gather leaves with the first reduction that ends after all has arrived, in
  /// their order, not with the last one. Three rows have reductions long enough to show it; here a
  /// member goes on when all its reductions have ended.
  ///
  /// Message k of p - 1 arrives after ceil(k / 2) hops, and goes min(k, p - k) hops.
  private func released(_ row: AllReduceTests.Row) -> Double {
    guard row.algorithm == "direct", row.topology == "Ring", row.backend == "Unaware" else {
      return 0
    }
    let p = row.ranks
    let block = (row.mebibytes * 1_048_576 / Double(row.chunks) / Double(p)).rounded(.down)
    let reduction = 3 * (block / AstraSimTerms.memoryBytesPerNanosecond).rounded(.down)
    let hop = row.hopNanoseconds
    let all = Double(p / 2) * hop
    var latest = 0.0
    for message in 1..<p {
      let reduced = (message..<p).map { Double(($0 + 1) / 2) * hop + reduction }
      let leaves = reduced.first { $0 >= all } ?? all + reduction
      latest = max(latest, leaves + Double(min(message, p - message)) * hop)
    }
    return Double(row.chunks) * (all + reduction + all - latest)
  }

  private func nanoseconds(_ row: AllReduceTests.Row, algorithm: String) throws -> Double {
    let shape: UniformTopology =
      switch row.topology {
      case "Ring": .ring
      case "Switch": .packetSwitch
      default: .fullMesh
      }
    let cluster = try Cluster.uniform(
      shape, ranks: row.ranks, rate: .gibibytesPerSecond(row.gibibytesPerSecond),
      latency: .nanoseconds(row.hopNanoseconds))
    let timeline = try replay(
      TinyProgram.single(.allReduce, ranks: row.ranks, bytes: .mebibytes(row.mebibytes)),
      on: cluster,
      policy: CollectivePolicy(algorithms: [.allReduce: algorithm], chunks: row.chunks),
      transport: .astraSim(AstraSim(isCongestionAware: row.backend == "Aware")))
    return (timeline.duration.rawValue * 1e9).rounded()
  }
}
