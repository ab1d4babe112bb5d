// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Finds what of a program on a cluster behaves alike.
package enum Symmetry {
  /// Ranks of a class, on average, from which on folding pays.
  private static let leastGain = 1.5

  /// The program of the classes.
  ///
  /// - Parameters:
  ///   - graph: a lowered program.
  ///   - cluster: where it is placed.
  /// - Returns: nil where ranks differ so much that folding would not pay, or what they do cannot be
  ///   told apart soon enough.
  package static func fold(_ graph: FlowGraph, on cluster: Cluster) -> FoldedGraph? {
    let ranks = RankTable(graph)
    guard ranks.rankCount > 1 else { return nil }
    let most = Int(Double(ranks.rankCount) / leastGain)
    let graphs = Set(graph.graphOfRank).count
    guard graphs <= most else { return nil }
    let table = RelationTable(graph, ranks)
    guard table.obstacle == nil else { return nil }
    let fabric = FabricBundles(cluster)
    let ways = Ways(cluster, fabric)
    let clusters = RelationCluster.all(table.relations, ranks, fabric)
    var refinement = Refinement(
      ranks, table.relations, clusters, ways,
      rankColour: InitialColours.ofRanks(graph, ranks, table),
      bundleColour: InitialColours.ofBundles(fabric, cluster))
    guard let partition = refinement.run(most: most) else { return nil }
    let check = EquitabilityCheck(
      graph, ranks, table, clusters, refinement.ways, partition)
    guard check.fault == nil else { return nil }
    var builder = QuotientBuilder(graph, ranks, table, check, cluster)
    return builder.build()
  }
}

/// What tells ranks and bundles apart before anything is exchanged.
enum InitialColours {
  static func ofRanks(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable
  ) -> [UInt64] {
    var colours = (0..<ranks.rankCount).map { rank in
      mixed(
        UInt64(graph.graphOfRank[rank]) &+ 1,
        graph.slowdownOfRank.isEmpty ? 0 : graph.slowdownOfRank[rank].bitPattern)
    }
    // Members that send parts of their own size.
    for use in table.uses {
      for round in graph.schedules[use.schedule].rounds {
        for exchange in round.exchanges where exchange.payload.countOfAll == nil {
          for rank in 0..<Int32(ranks.rankCount) {
            guard let place = ranks.place(of: rank, in: use),
              exchange.partners.target(of: place, among: Int(use.memberCount)) != nil
            else { continue }
            colours[Int(rank)] = mixed(
              colours[Int(rank)], exchange.payload.count(from: place).bitPattern)
          }
        }
      }
    }
    return colours
  }

  static func ofBundles(_ fabric: FabricBundles, _ cluster: Cluster) -> [UInt64] {
    let links = cluster.links
    return (0..<fabric.count).map { bundle in
      let link = Int(fabric.firstLink[bundle])
      var colour = mixed(links.rate[link].rawValue.bitPattern, fabric.linkCount[bundle])
      colour = mixed(colour, fabric.endsAtAccelerator(bundle) ? 1 : 0)
      colour = mixed(colour, links.latency[link].rawValue.bitPattern)
      colour = mixed(colour, links.dynamicEnergy[link].rawValue.bitPattern)
      return mixed(mixed(colour, links.technology[link]), links.domain[link])
    }
  }
}
