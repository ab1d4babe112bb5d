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
  /// What ASTRA-sim calls an algorithm, and what it is called here.
  static let algorithms = [
    "ring": "ring", "direct": "direct", "halvingDoubling": "halving-doubling",
    "doubleBinaryTree": "alternating-trees",
  ]

  @Test(arguments: ["ring": 52, "direct": 36, "halvingDoubling": 24, "doubleBinaryTree": 12])
  func `every row is met to the nanosecond`(algorithm: String, rowCount: Int) throws {
    var met = 0
    let name = try #require(Self.algorithms[algorithm])
    for row in try AllReduceTests.rows() where row.algorithm == algorithm {
      let ends = try ends(row, algorithm: name)
      #expect(ends.max() == row.nanoseconds, "\(row.testDescription): \(ends.max() ?? 0)")
      #expect(
        ends.min() == row.leastNanoseconds, "\(row.testDescription), first: \(ends.min() ?? 0)")
      if ends.max() == row.nanoseconds, ends.min() == row.leastNanoseconds { met += 1 }
    }
    #expect(met == rowCount)
  }

  /// Nanoseconds at which each rank's all-reduce ended.
  private func ends(_ row: AllReduceTests.Row, algorithm: String) throws -> [Double] {
    // There each chunk goes up and down one tree; here one chunk goes through both.
    let treesInChunk = algorithm == "alternating-trees" ? 2 : 1
    let timeline = try replay(
      TinyProgram.single(.allReduce, ranks: row.ranks, bytes: .mebibytes(row.mebibytes)),
      on: row.cluster(),
      policy: CollectivePolicy(
        algorithms: [.allReduce: algorithm], chunks: row.chunks / treesInChunk),
      transport: .astraSim(AstraSim(isCongestionAware: row.backend == "Aware")))
    return (0..<row.ranks).map { rank in
      // After its all-reduce a rank is idle.
      ((timeline.duration.rawValue - timeline.ranks.idle[rank]) * 1e9).rounded()
    }
  }
}
