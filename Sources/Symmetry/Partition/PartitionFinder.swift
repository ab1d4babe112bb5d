// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Finds a partition for a program or a part of it, and checks it.
struct PartitionFinder {
  private let graph: FlowGraph
  private let ranks: RankTable
  private let ways: Ways
  private let cluster: Cluster

  init(_ graph: FlowGraph, _ ranks: RankTable, _ ways: Ways, _ cluster: Cluster) {
    self.graph = graph
    self.ranks = ranks
    self.ways = ways
    self.cluster = cluster
  }

  /// - Parameters:
  ///   - table: the relations of the part.
  ///   - clusters: of these relations.
  ///   - before: the layer that this one refines; nil for none.
  ///   - most: classes of ranks.
  /// - Returns: nil for more classes, or where they cannot be found or do not hold.
  func layer(
    _ table: RelationTable, _ clusters: [RelationCluster], after before: Layer?, most: Int
  ) -> Layer? {
    var rankColour = InitialColours.ofRanks(graph, ranks, table, ways.fabric)
    if let before {
      for rank in rankColour.indices {
        rankColour[rank] = mixed(rankColour[rank], before.partition.rankClass[rank])
      }
    }
    var bundleColour = InitialColours.ofBundles(
      ways.fabric, ranks, rankColour, acceleratorCount: cluster.accelerators.count)
    if let before {
      for bundle in bundleColour.indices {
        bundleColour[bundle] = mixed(bundleColour[bundle], before.partition.bundleClass[bundle])
      }
    }
    var ways = before?.check.ways ?? ways
    let trees = RelationTrees(table.relations, ranks, &ways)
    var refinement = Refinement(
      ranks, table.relations, clusters, trees, ways, rankColour: rankColour,
      bundleColour: bundleColour)
    let firstClass = before.map { $0.firstClass + $0.classCount } ?? 0
    // What is told apart without looking at who meets whom is mostly all there is.
    let guess = refinement.number()
    if guess.rankClassCount <= most {
      let check = EquitabilityCheck(
        graph, ranks, table, clusters, trees, refinement.ways, guess)
      if check.fault == nil { return Layer(table, check, firstClass: firstClass) }
      refinement.ways = check.ways
    }
    guard let partition = refinement.run(most: most) else { return nil }
    let check = EquitabilityCheck(
      graph, ranks, table, clusters, trees, refinement.ways, partition)
    guard check.fault == nil else { return nil }
    return Layer(table, check, firstClass: firstClass)
  }

  /// Layers before and behind a cut.
  ///
  /// - Parameters:
  ///   - cut: of the program.
  ///   - most: classes without the cut.
  /// - Returns: nil where those before the cut are not much coarser than without.
  func layers(_ cut: ProgramCut, most: Int) -> [Layer]? {
    let tables = cut.parts.map { RelationTable(graph, ranks, part: $0) }
    guard tables.allSatisfy({ $0.obstacle == nil }) else { return nil }
    let clusters = tables.map { RelationCluster.all($0.relations, ranks, ways.fabric) }
    guard
      let first = layer(
        tables[0], clusters[0], after: nil,
        most: Int(Double(most) / Symmetry.leastGain)),
      let second = layer(tables[1], clusters[1], after: first, most: ranks.rankCount),
      cut.pays(first, second, without: most)
    else { return nil }
    return [first, second]
  }
}

/// What tells ranks and bundles apart before anything is exchanged.
enum InitialColours {
  static func ofRanks(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ fabric: FabricBundles
  ) -> [UInt64] {
    var colours = (0..<ranks.rankCount).map { rank in
      mixed(
        UInt64(graph.graphOfRank[rank]) &+ 1,
        graph.slowdownOfRank.isEmpty ? 0 : graph.slowdownOfRank[rank].bitPattern)
    }
    if !fabric.acceleratorGroup.isEmpty {
      for rank in colours.indices {
        let kind = fabric.acceleratorGroup[Int(ranks.accelerator[rank])]
        colours[rank] = mixed(colours[rank], UInt64(kind) &+ 1)
      }
    }
    // Members that send parts of their own size.
    for use in table.uses {
      for exchange in use.exchangesOfSeveralSizes(graph.schedules[use.schedule], table) {
        for rank in 0..<Int32(ranks.rankCount) {
          guard let place = ranks.place(of: rank, in: use),
            exchange.partners.target(of: place, among: Int(use.memberCount)) != nil
          else { continue }
          colours[Int(rank)] = mixed(
            colours[Int(rank)], exchange.payload.count(from: place).bitPattern)
        }
      }
    }
    return colours
  }

  /// Own bundles of accelerators by their ranks, which most of what crosses them belongs to.
  static func ofBundles(
    _ fabric: FabricBundles, _ ranks: RankTable, _ rankColour: [UInt64], acceleratorCount: Int
  ) -> [UInt64] {
    // What no accelerator owns, and what an accelerator owns that no rank runs on.
    let nobody: UInt64 = 1
    var ofAccelerator = [UInt64](repeating: 0, count: acceleratorCount)
    for (rank, accelerator) in ranks.accelerator.enumerated() {
      ofAccelerator[Int(accelerator)] = rankColour[rank]
    }
    return (0..<fabric.count).map { bundle in
      let owner = fabric.owner[bundle]
      let place = mixed(UInt64(fabric.kind[bundle]), fabric.rung[bundle])
      return mixed(owner < 0 ? nobody : ofAccelerator[Int(owner)], place)
    }
  }
}
