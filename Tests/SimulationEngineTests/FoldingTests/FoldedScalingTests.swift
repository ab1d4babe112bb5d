// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

/// What no run of every rank reaches is held to closed forms and to what it must not depend on.
struct FoldedScalingTests {
  private static let rate = BitsPerSecond.gigabytesPerSecond(50)
  private static let latency = Seconds.nanoseconds(500)
  private static let bytes = Bytes.megabytes(64)
  private static let powers =
    RandomFoldingTests.runsLong ? [3, 6, 9, 12, 16, 18] : [3, 6, 9, 12, 16]

  private func one(
    _ kind: CollectiveKind, _ algorithm: String, on cluster: Cluster
  ) -> FoldingCase {
    var one = FoldingCase(
      description: "\(kind) \(algorithm) on \(cluster.name)", cluster: cluster,
      program: TinyProgram.single(
        kind, ranks: cluster.accelerators.count, bytes: Self.bytes))
    one.policy.algorithms = [kind: algorithm]
    return one
  }

  /// p - 1 parcels of m / p leave a port at once: m (p - 1) / p / B, and the way over two links.
  @Test(arguments: powers)
  func `a direct all-to-all takes its closed form`(power: Int) throws {
    let ranks = 1 << power
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: ranks, rate: Self.rate, latency: Self.latency)
    let one = one(.allToAll, "direct", on: cluster)
    let (timeline, events) = try one.run(try one.lowered(), folding: .auto)
    let p = Double(ranks)
    let expected =
      Self.bytes.rawValue * (p - 1) / p / Self.rate.bytesPerSecond + 2 * Self.latency.rawValue
    #expect((timeline.duration.rawValue - expected).magnitude <= 1e-12 * expected)
    #expect(timeline.folding?.ranks.count == 1)
    #expect(timeline.traffic.flows == ranks * (ranks - 1))
    #expect(timeline.traffic.flowClasses == 1)
    #expect(events.count == 1 && events.multiplicity == [Int64(ranks)])
  }

  /// 2 (p - 1) steps of m / p, each over one link.
  @Test(arguments: powers)
  func `a ring takes its closed form`(power: Int) throws {
    let ranks = 1 << power
    let cluster = try Cluster.uniform(
      .ring, ranks: ranks, rate: Self.rate, latency: Self.latency)
    let one = one(.allReduce, "ring", on: cluster)
    let (timeline, _) = try one.run(try one.lowered(), folding: .auto)
    let p = Double(ranks)
    let step = Self.bytes.rawValue / p / Self.rate.bytesPerSecond + Self.latency.rawValue
    let expected = 2 * (p - 1) * step
    // A sum of as many steps: each may round by half a unit in the last place of the sum.
    let rounding = max(1e-12, p * 2.2e-16)
    #expect((timeline.duration.rawValue - expected).magnitude <= rounding * expected)
    #expect(timeline.folding?.ranks.count == 1)
    #expect(timeline.traffic.flows == ranks * 2 * (ranks - 1))
    #expect(timeline.traffic.flowClasses == 2 * (ranks - 1))
  }

  /// Leaves of four under two spines.
  private func fatTree(leaves: Int) -> Cluster {
    let members = 4
    var sketch = FabricSketch(accelerators: leaves * members)
    let low = (0..<leaves).map { _ in sketch.node() }
    let high = (0..<2).map { _ in sketch.node() }
    for rank in 0..<leaves * members {
      sketch.join(rank, low[rank / members], rate: 50, latency: 500, energy: 3)
    }
    for leaf in low {
      for spine in high { sketch.join(leaf, spine, rate: 70, latency: 700, energy: 5) }
    }
    return sketch.cluster
  }

  @Test(arguments: [
    ("ring", CollectiveKind.allReduce), ("direct", .allToAll), ("direct", .allGather),
  ])
  func `twice the ranks are no more classes`(algorithm: String, kind: CollectiveKind) throws {
    for isTree in [false, true] {
      var sizes: Set<[Int]> = []
      for power in Self.powers.prefix(4) where power > 3 {
        let ranks = 1 << power
        let cluster =
          isTree
          ? fatTree(leaves: ranks / 4)
          : try Cluster.uniform(
            .packetSwitch, ranks: ranks, rate: Self.rate, latency: Self.latency)
        let folded = Symmetry.fold(try one(kind, algorithm, on: cluster).lowered(), on: cluster)
        sizes.insert([folded?.classCount ?? -1, folded?.rows.count ?? -1])
      }
      #expect(sizes.count == 1, "\(algorithm) on a \(isTree ? "tree" : "switch"): \(sizes)")
      #expect((sizes.first?.first ?? -1) > 0, "not folded")
    }
  }

  /// The largest that are still run with every rank.
  @Test(arguments: [
    ("ring", CollectiveKind.allReduce, 1), ("ring", .allReduce, 3), ("direct", .allToAll, 1),
    ("halving-doubling", .allReduce, 2), ("bidirectional-ring", .allGather, 2),
  ])
  func `a large fat-tree is the same folded and not`(
    algorithm: String, kind: CollectiveKind, chunks: Int
  ) throws {
    let leaves = RandomFoldingTests.runsLong ? 64 : 12
    let power = algorithm == "halving-doubling" ? 16 : leaves
    var one = one(kind, algorithm, on: fatTree(leaves: power))
    one.policy.chunks = chunks
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
    #expect(report.classes > 0 && report.classes * 4 <= report.ranks, "\(report.classes)")
  }
}
