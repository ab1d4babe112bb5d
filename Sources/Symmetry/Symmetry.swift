// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Finds what of a program on a cluster behaves alike.
package enum Symmetry {
  /// Ranks of a class, on average, from which on folding pays.
  static let leastGain = 1.5

  /// The program of the classes.
  ///
  /// - Parameters:
  ///   - graph: a lowered program.
  ///   - cluster: where it is placed.
  ///   - known: the bundles of the cluster, where several runs share them.
  ///   - mayCut: whether classes may be coarser before a place that all ranks pass than behind it. That
  ///     holds as long as nothing before meets anything behind on a link, which the engine watches.
  /// - Returns: nil where folding would not pay, or classes cannot be found soon enough.
  package static func fold(
    _ graph: FlowGraph, on cluster: Cluster, fabric known: SharedFabric? = nil,
    mayCut: Bool = true
  ) -> FoldedGraph? {
    let ranks = RankTable(graph)
    guard ranks.rankCount > 1 else { return nil }
    let most = Int(Double(ranks.rankCount) / leastGain)
    var isUsed = [Bool](repeating: false, count: graph.tasks.graphStart.count - 1)
    for row in graph.graphOfRank { isUsed[Int(row)] = true }
    guard isUsed.count(where: { $0 }) <= most else { return nil }
    let table = RelationTable(graph, ranks)
    guard table.obstacle == nil else { return nil }
    // Looking at every link is left until the program is known to be one that can be folded.
    let fabric = (known ?? SharedFabric(cluster)).bundles
    let finder = PartitionFinder(graph, ranks, Ways(cluster, fabric), cluster)
    let clusters = RelationCluster.all(table.relations, ranks, fabric)
    guard FoldingEffort(graph, ranks, table, clusters).pays else { return nil }
    let whole = finder.layer(table, clusters, after: nil, most: most)
    if mayCut, whole.map({ $0.classCount * ProgramCut.worthwhile > ranks.rankCount }) ?? true,
      let cut = ProgramCut(graph, ranks, table),
      let layers = finder.layers(cut, most: whole?.classCount ?? ranks.rankCount)
    {
      var builder = QuotientBuilder(graph, ranks, layers, cuts: cut.cuts, cluster)
      return builder.build()
    }
    guard let whole else { return nil }
    var builder = QuotientBuilder(graph, ranks, [whole], cuts: [], cluster)
    return builder.build()
  }
}
