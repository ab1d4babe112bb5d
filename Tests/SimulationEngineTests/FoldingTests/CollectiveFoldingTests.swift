// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Every algorithm for every kind that it serves, on fabrics of every shape with nothing out of
/// place: groups of all ranks, every second one, and rows.
struct CollectiveFoldingTests {
  @Test(arguments: CollectiveKind.allCases)
  func `every algorithm is the same folded and not`(kind: CollectiveKind) throws {
    var count = FoldingCount()
    var served: Set<String> = []
    for fabric in RandomFabric.allCases {
      let isNested = fabric == .nestedSwitches || fabric == .nestedRails
      for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 40 : isNested ? 6 : 2) {
        // Switches reduce on both levels of nested domains only.
        for algorithm in AlgorithmCatalogue.algorithms(for: kind)
        where seed < 2 || RandomFoldingTests.runsLong || algorithm.name.contains("in-network") {
          guard let one = try FoldingCase(fabric, seed: seed, kind, algorithm.name) else {
            continue
          }
          let report = try one.report()
          #expect(
            report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
          count.add(report)
          served.insert(algorithm.name)
        }
      }
    }
    let all = Set(AlgorithmCatalogue.algorithms(for: kind).map(\.name))
    #expect(served == all, "not tried: \(all.subtracting(served).sorted())")
    // A root is alone, and what lies between it and a member differs.
    if !kind.hasRoot {
      #expect(count.folded >= count.cases / 3, "\(count)")
      #expect(count.gain > 2, "\(count)")
    }
  }
}

extension FoldingCase {
  /// Draws a fabric and a group for one collective; nil where the algorithm does not serve the group.
  ///
  /// - Parameters:
  ///   - fabric: its shape.
  ///   - seed: decides the rest.
  ///   - kind: the collective.
  ///   - algorithm: by name.
  /// - Throws: `ClusterError`, which what is drawn should never meet.
  init?(
    _ fabric: RandomFabric, seed: UInt64, _ kind: CollectiveKind, _ algorithm: String
  ) throws {
    var random = SeededGenerator(seed: seed &* 7919 &+ 1)
    let cluster = try fabric.cluster(&random, breaks: false)
    let ranks = cluster.accelerators.count
    var tiny = TinyProgram(rankCount: ranks)
    let all = (0..<Int32(ranks)).map { $0 }
    let halves = ranks.isMultiple(of: 2) && ranks > 2
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where halves:
      tiny.families[0] = CommunicatorFamily(
        name: "every second",
        groups: (0..<2).map { first in all.filter { Int($0) % 2 == first } }, rankCount: ranks)
    case 1 where halves:
      tiny.families[0] = CommunicatorFamily(
        name: "halves", groups: [Array(all[..<(ranks / 2)]), Array(all[(ranks / 2)...])],
        rankCount: ranks)
    default: break
    }
    let bytes = Double(Int.random(in: 1...3_000_000, using: &random))
    for stream in 0..<Int32(Int.random(in: 1...2, using: &random)) {
      tiny.add(
        .collective, stream: -1, after: stream == 0 ? [] : [0],
        bytes: kind == .barrier ? .zero : .bytes(bytes), collective: kind,
        peer: kind.hasRoot ? 1 : -1)
    }
    self.init(
      description: "FoldingCase(.\(fabric), seed: \(seed), .\(kind), \"\(algorithm)\")",
      cluster: cluster, program: tiny.program)
    policy = CollectivePolicy(
      algorithms: [kind: algorithm], chunks: Int.random(in: 1...4, using: &random))
    guard (try? lowered()) != nil else { return nil }
  }
}
