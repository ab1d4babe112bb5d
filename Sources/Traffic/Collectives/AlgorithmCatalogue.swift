// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Every algorithm that the product knows. Adding one is a file and a line here.
package enum AlgorithmCatalogue {
  package static let all: [any CollectiveAlgorithm] = [
    Ring(),
    Direct(),
    BidirectionalRing(),
    RecursiveDoubling(),
    HalvingDoubling(),
    DoubleBinaryTree(),
    AlternatingTrees(),
    Swing(),
    Pairwise(),
    Bruck(),
    Binomial(),
    VanDeGeijn(),
    PipelinedChain(),
    Dissemination(),
    ParallelAggregatedTrees(),
    TwoDimensional(),
    Hierarchical(),
    Hierarchical(name: "hierarchical-direct", inner: Direct(), outer: Direct()),
    Hierarchical(name: "hierarchical-tree", inner: Direct(), outer: DoubleBinaryTree()),
    TorusBucket(),
    ConcurrentTorusBucket(),
    MultiRing(),
    InNetwork(),
    Hierarchical(name: "in-network-levels", inner: InNetwork(), outer: InNetwork()),
    Hierarchical(name: "in-network-ring", inner: InNetwork(), outer: Ring()),
    Hierarchical(name: "in-network-tree", inner: InNetwork(), outer: DoubleBinaryTree()),
    Hierarchical(name: "direct-in-network", inner: Direct(), outer: InNetwork()),
  ]

  /// The algorithms that can carry out a kind, in the order of the catalogue.
  package static func algorithms(for kind: CollectiveKind) -> [any CollectiveAlgorithm] {
    all.filter { $0.kinds.contains(kind) }
  }

  /// - Throws: `LoweringError` that lists what is known for this kind.
  package static func algorithm(
    named name: String, for kind: CollectiveKind
  ) throws(LoweringError) -> any CollectiveAlgorithm {
    let known = algorithms(for: kind)
    guard !known.isEmpty else {
      let served = CollectiveKind.allCases.filter { !algorithms(for: $0).isEmpty }
      throw LoweringError(
        "no algorithm carries out \(kind.rawValue); there are some for: "
          + served.map(\.rawValue).joined(separator: ", "))
    }
    if let match = known.first(where: { $0.name == name }) { return match }
    throw LoweringError(
      "\(kind.rawValue) has no algorithm \"\(name)\"; known: auto, "
        + known.map(\.name).joined(separator: ", "))
  }
}
