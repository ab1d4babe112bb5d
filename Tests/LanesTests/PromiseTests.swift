// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

@testable import Lanes

/// The promise of lanes, held over programs, fabrics and parameters that are drawn: whatever the event
/// loop says lies in the interval, and where the interval is one number, that is what it says.
struct PromiseTests {
  static let runsLong = ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil
  static let seeds = runsLong ? 520 : 52
  static let lanes = 3
  /// Whether what is seen is printed, for the page on validation.
  static let tells = ProcessInfo.processInfo.environment["HELIOGRAPH_TELL_WIDTHS"] != nil

  @Test(arguments: RandomFabric.allCases)
  func `lanes contain what flows take`(fabric: RandomFabric) throws {
    var report = LaneReport()
    for seed in 0..<UInt64(Self.seeds) {
      var random = SeededGenerator(seed: seed &* 7919 &+ 11)
      let pair = try LanePair(fabric, &random)
      let sets = pair.parameters(Self.lanes, &random)
      let (folded, whole) = try pair.reports(sets)
      #expect(folded.violations.isEmpty, "seed \(seed), folded: \(folded)")
      #expect(whole.violations.isEmpty, "seed \(seed), whole: \(whole)")
      report.add(folded)
      report.add(whole)
    }
    // 13 fabrics: 2,028 pairs, each folded and whole. Few programs come to a halt.
    #expect(report.pairs > 2 * Self.seeds * Self.lanes * 99 / 100, "\(report)")
    // Of programs that are drawn to be in each other's way, some are not, and few lanes go another way.
    #expect(report.exact * 8 >= report.pairs, "\(report)")
    #expect(report.departed * 4 <= report.pairs, "\(report)")
    if Self.tells { print("\(fabric): \(report)") }
  }
}

extension LanePair {
  /// Draws a pair.
  ///
  /// - Parameters:
  ///   - fabric: its shape.
  ///   - random: decides the rest.
  /// - Throws: `ClusterError`, which what is drawn should never meet.
  init(_ fabric: RandomFabric, _ random: inout SeededGenerator) throws {
    let breaks = Int.random(in: 0..<5, using: &random) == 0
    cluster = try fabric.cluster(&random, breaks: breaks)
    let ranks = cluster.accelerators.count
    program =
      Bool.random(using: &random)
      ? RandomProgram(rankCount: ranks, &random).program
      : StreamedProgram(rankCount: ranks, &random).program
    policy.usesSwitches = Bool.random(using: &random)
    if Int.random(in: 0..<6, using: &random) == 0 {
      transport = .fluid(Fluid(transportEfficiency: 0.9, incastPenalty: 0.4))
    }
    for kind in CollectiveKind.allCases {
      guard Bool.random(using: &random),
        let name = AlgorithmCatalogue.algorithms(for: kind).randomElement(using: &random)?.name
      else { continue }
      var chosen = self
      chosen.policy.algorithms[kind] = name
      if (try? chosen.lowered()) != nil { self = chosen }
    }
  }
}
