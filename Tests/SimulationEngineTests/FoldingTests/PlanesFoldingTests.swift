// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Workloads

@testable import SimulationEngine

/// Trees of three levels whose spines have cores of their own, narrower towards the cores.
struct PlanesFoldingTests {
  private static let names = [
    "tree of three tiers", "tree of three tiers in four pods", "rails of three tiers",
  ]

  @Test(arguments: names)
  func `a collective over planes folds, and is what every rank would do`(name: String) throws {
    let index = try #require(FileFabrics.all.firstIndex { $0.name == name })
    let cluster = try FileFabrics().cluster(index)
    let ranks = cluster.accelerators.count
    let cases: [(CollectiveKind, String)] = [
      (.allToAll, "direct"), (.allGather, "direct"), (.allGather, "ring"), (.allReduce, "ring"),
    ]
    for (kind, algorithm) in cases {
      var one = FoldingCase(
        description: "\(name), \(kind), \(algorithm)", cluster: cluster,
        program: TinyProgram.single(kind, ranks: ranks, bytes: .megabytes(0.777)))
      one.policy.algorithms = [kind: algorithm]
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      // A ring's ranks differ by what lies between a rank and the next: leaf, pod or core.
      #expect(report.classes > 0 && report.classes < ranks, "\(one): \(report.classes) classes")
      if algorithm == "direct" { #expect(report.classes == 1, "\(one)") }
    }
  }
}
