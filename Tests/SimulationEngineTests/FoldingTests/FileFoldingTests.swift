// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Clusters from files: fat-trees and rails with several leaves, nested domains.
struct FileFoldingTests {
  @Test func `collectives on clusters from files are the same folded and not`() throws {
    let fabrics = try FileFabrics()
    var count = FoldingCount()
    for index in FileFabrics.all.indices {
      let cluster = try fabrics.cluster(index)
      for kind in [CollectiveKind.allReduce, .allToAll] {
        for (row, algorithm) in AlgorithmCatalogue.algorithms(for: kind).enumerated() {
          var one = FoldingCase(
            description: "\(FileFabrics.all[index].name), \(kind), \(algorithm.name)",
            cluster: cluster,
            program: TinyProgram.single(
              kind, ranks: cluster.accelerators.count, bytes: .megabytes(0.777)))
          one.policy.algorithms = [kind: algorithm.name]
          one.policy.chunks = 1 + row % 3
          guard (try? one.lowered()) != nil else { continue }
          let report = try one.report()
          #expect(
            report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
          count.add(report)
        }
      }
    }
    #expect(count.folded * 2 >= count.cases, "\(count)")
    #expect(count.gain > 2, "\(count)")
  }

  @Test(arguments: FileFabrics.all.indices)
  func `random programs on a cluster from a file are the same folded and not`(
    index: Int
  ) throws {
    let cluster = try FileFabrics().cluster(index)
    var count = FoldingCount()
    for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 150 : 8) {
      let one = FoldingCase(
        "file \(FileFabrics.all[index].name), seed \(seed)", on: cluster, seed: seed)
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      count.add(report)
    }
    #expect(count.folded * 8 >= count.cases, "\(count)")
  }
}
