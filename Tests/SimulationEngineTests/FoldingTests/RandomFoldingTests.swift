// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Programs on fabrics, both drawn at random: a folded run is the run.
struct RandomFoldingTests {
  static let runsLong = ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil
  static let seeds = runsLong ? 400 : 40

  @Test(arguments: RandomFabric.allCases)
  func `a random program is the same folded and not`(fabric: RandomFabric) throws {
    var count = FoldingCount()
    for seed in 0..<UInt64(Self.seeds) {
      let one = try FoldingCase(fabric, seed: seed)
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      count.add(report)
    }
    // The rest has something out of place, or groups without a pattern.
    #expect(count.folded >= count.cases / 5, "\(count)")
    #expect(count.gain > 1.5, "\(count)")
  }
}

extension FoldingCase {
  /// Draws a case.
  ///
  /// - Parameters:
  ///   - fabric: its shape.
  ///   - seed: decides the rest.
  /// - Throws: `ClusterError`, which what is drawn should never meet.
  init(_ fabric: RandomFabric, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 977)
    let breaks = Int.random(in: 0..<5, using: &random) == 0
    let cluster = try fabric.cluster(&random, breaks: breaks)
    self.init("FoldingCase(.\(fabric), seed: \(seed))", on: cluster, seed: random.next())
  }

  /// Draws a program for a cluster.
  ///
  /// - Parameters:
  ///   - description: how the case is made again.
  ///   - cluster: what it runs on.
  ///   - seed: decides the rest.
  init(_ description: String, on cluster: Cluster, seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 977 &+ 3)
    let accelerators = cluster.accelerators.count
    let spare = accelerators > 2 && Int.random(in: 0..<6, using: &random) == 0 ? 1 : 0
    let program = RandomProgram(rankCount: accelerators - spare, &random).program
    self.init(description: description, cluster: cluster, program: program)
    policy.chunks = Int.random(in: 1...4, using: &random)
    policy.usesSwitches = Bool.random(using: &random)
    if Int.random(in: 0..<6, using: &random) == 0 {
      transport = .fluid(Fluid(transportEfficiency: 0.9, incastPenalty: 0.4))
    }
    if Int.random(in: 0..<8, using: &random) == 0 {
      let order = (0..<accelerators).shuffled(using: &random)
      placement = Placement(
        acceleratorOfRank: order.prefix(program.rankCount).map { GPUID($0) })
    }
    chooseAlgorithms(&random)
  }

  /// Names an algorithm for each kind, where it serves all groups.
  private mutating func chooseAlgorithms(_ random: inout SeededGenerator) {
    for kind in CollectiveKind.allCases {
      guard let name = AlgorithmCatalogue.algorithms(for: kind).randomElement(using: &random)?.name
      else { continue }
      var chosen = policy
      chosen.algorithms[kind] = name
      let isServed =
        (try? FlowGraph(
          program: program, cluster: cluster,
          placement: placement ?? .identity(rankCount: program.rankCount), policy: chosen)) != nil
      if isServed { policy = chosen }
    }
  }
}
