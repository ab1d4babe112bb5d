// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Numbers of ranks, switches and links decide nothing.
struct RelabellingTests {
  private struct Shape: Equatable {
    var duration: Double
    /// Members of each class, sorted.
    var classes: [Int]

    init(_ one: FoldingCase) throws {
      let (timeline, _) = try one.run(try one.lowered(), folding: .auto)
      duration = timeline.duration.rawValue
      let ranks = timeline.folding?.ranks
      classes = (0..<(ranks?.count ?? 0)).map { ranks?.members(of: $0).count ?? 0 }.sorted()
    }

    /// Sums of the same terms, in another order.
    func isClose(to other: Shape) -> Bool {
      classes == other.classes && (duration - other.duration).magnitude <= 1e-12 * duration
    }
  }

  /// The same cluster with its accelerators, its other nodes and its links in another order, and ranks
  /// placed where they were.
  private func relabelled(_ one: FoldingCase, _ random: inout SeededGenerator) -> FoldingCase {
    let accelerators = one.cluster.accelerators.count
    let nodes = one.cluster.nodes
    let names =
      (0..<accelerators).shuffled(using: &random)
      + (accelerators..<nodes.count).shuffled(using: &random)
    var other = one
    for node in nodes.kind.indices {
      other.cluster.nodes.kind[names[node]] = nodes.kind[node]
      other.cluster.nodes.name[names[node]] = nodes.name[node]
    }
    let links = one.cluster.links
    for (new, old) in (0..<links.count).shuffled(using: &random).enumerated() {
      other.cluster.links.from[new] = Int32(names[Int(links.from[old])])
      other.cluster.links.to[new] = Int32(names[Int(links.to[old])])
      other.cluster.links.rate[new] = links.rate[old]
      other.cluster.links.latency[new] = links.latency[old]
      other.cluster.links.dynamicEnergy[new] = links.dynamicEnergy[old]
      other.cluster.links.staticPower[new] = links.staticPower[old]
      other.cluster.links.technology[new] = links.technology[old]
      other.cluster.links.domain[new] = links.domain[old]
    }
    let placement = one.placement ?? .identity(rankCount: one.program.rankCount)
    other.placement = Placement(
      acceleratorOfRank: placement.acceleratorOfRank.map { GPUID(names[Int($0.rawValue)]) })
    return other
  }

  /// Graphs only: the numbers of accelerators say which domain they are in.
  private static let shapes: [RandomFabric] = [
    .star, .ring, .podRing, .mesh, .twoHops, .twoLevels, .threeLevels, .planes, .sharedNICs,
  ]

  @Test(arguments: shapes)
  func `another order of everything changes nothing`(shape: RandomFabric) throws {
    var folded = 0
    for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 200 : 20) {
      var one = try FoldingCase(shape, seed: seed)
      // Of twin switches, those that reduce take the first by number.
      guard !(try one.lowered()).schedules.contains(where: \.usesSwitches) else { continue }
      one.policy.usesSwitches = false
      guard let before = try? Shape(one) else { continue }
      var random = SeededGenerator(seed: seed)
      let other = relabelled(one, &random)
      let after = try Shape(other)
      #expect(after.isClose(to: before), "\(one): \(before), relabelled \(after)")
      if !before.classes.isEmpty { folded += 1 }
    }
    #expect(folded >= 3)
  }

  /// Whoever sends to everyone does not care who is who: ranks of a leaf may change places, and leaves.
  @Test(arguments: 0..<10)
  func `ranks of a leaf may change places, and leaves`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (leaves, members) = (4, 4)
    var sketch = FabricSketch(accelerators: leaves * members)
    let low = (0..<leaves).map { _ in sketch.node() }
    let spine = sketch.node()
    for rank in 0..<leaves * members {
      sketch.join(rank, low[rank / members], rate: 10, latency: 300)
    }
    for (row, leaf) in low.enumerated() {
      // Two pods, one of them farther away.
      sketch.join(leaf, spine, rate: 20, latency: row < 2 ? 400 : 900)
    }
    var one = FoldingCase(
      description: "leaves, seed \(seed)", cluster: sketch.cluster,
      program: TinyProgram.single(.allToAll, ranks: leaves * members, bytes: .megabytes(1)))
    one.policy.algorithms = [.allToAll: "direct"]
    let before = try Shape(one)
    #expect(before.classes == [8, 8])
    let order = (0..<leaves).shuffled(using: &random).flatMap { leaf in
      (0..<members).shuffled(using: &random).map { GPUID(leaf * members + $0) }
    }
    one.placement = Placement(acceleratorOfRank: order)
    let after = try Shape(one)
    #expect(after.isClose(to: before), "\(before), \(after)")
  }
}
