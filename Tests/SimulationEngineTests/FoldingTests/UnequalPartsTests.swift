// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Collectives of parts of unequal size, such as a hot expert: members that send or receive more are
/// classes of their own.
struct UnequalPartsTests {
  private static let algorithms: [(CollectiveKind, [String])] = [
    (.allToAll, ["direct", "pairwise"]), (.allGather, ["direct", "ring"]),
    (.reduceScatter, ["direct", "ring"]),
  ]

  @Test(arguments: RandomFabric.allCases)
  func `parts of unequal size are the same folded and not`(fabric: RandomFabric) throws {
    var count = FoldingCount()
    for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 60 : 4) {
      for (kind, names) in Self.algorithms {
        for name in names {
          var random = SeededGenerator(seed: seed &* 37 &+ 5)
          let cluster = try fabric.cluster(&random, breaks: false)
          let ranks = cluster.accelerators.count
          guard ranks > 1 else { continue }
          let description = "\(fabric), seed \(seed), \(kind), \(name)"
          var one = FoldingCase(
            description: description, cluster: cluster,
            program: TinyProgram.single(kind, ranks: ranks, bytes: .megabytes(0.9)))
          one.policy = CollectivePolicy(
            algorithms: [kind: name], chunks: Int.random(in: 1...2, using: &random))
          let factors = Self.factors(ranks, pattern: seed % 4, &random)
          one.weights = (kind, { Self.weights(kind, $0, factors) })
          let report = try one.report()
          #expect(
            report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
          count.add(report)
        }
      }
    }
    // Mostly those whose parts are alike, and every second one on fabrics without leaves.
    #expect(count.folded >= 1, "\(count)")
  }

  /// How much there is for each place: alike, every second one more, or one hot.
  private static func factors(
    _ count: Int, pattern: UInt64, _ random: inout SeededGenerator
  ) -> [Double] {
    let hot = Int.random(in: 0..<count, using: &random)
    switch pattern {
    case 0: return [Double](repeating: 1, count: count)
    case 1: return (0..<count).map { $0 % 2 == 0 ? 1 : 1.7 }
    case 2: return (0..<count).map { $0 == hot ? 3 : 1 }
    default: return (0..<count).map { $0 < count / 2 ? 1 : 0 }
    }
  }

  private static func weights(
    _ kind: CollectiveKind, _ schedule: Schedule, _ factors: [Double]
  ) -> [Double] {
    let members = schedule.memberCount
    let total = factors.reduce(0, +)
    // An all-to-all has a parcel for each receiver, the others a block for each owner.
    let wanted = kind == .allToAll ? members * members : schedule.blockCount
    return (0..<wanted).map { factors[$0 % members] / total }
  }
}
