// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Traffic
import Workloads

@testable import Symmetry

/// A lowered program on a random fabric, and what the check needs of it.
struct RandomCase: CustomStringConvertible {
  let description: String
  let cluster: Cluster
  let graph: FlowGraph
  let ranks: RankTable
  let relations: [Relation]
  let fabric: FabricBundles
  private let table: RelationTable
  private let clusters: [RelationCluster]
  private let trees: RelationTrees
  private let refinement: Refinement
  /// Nil where a pair has no way.
  let partition: Partition?

  /// - Parameters:
  ///   - shape: of the fabric.
  ///   - seed: decides the rest.
  /// - Throws: `LoweringError`, which a random program should never meet.
  init(_ shape: RandomFabric, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 131 &+ 7)
    let cluster = try shape.cluster(&random, breaks: seed % 5 == 4)
    let program = RandomProgram(
      rankCount: cluster.accelerators.count, &random, operations: 1...3
    ).program
    try self.init(
      description: "RandomCase(.\(shape), seed: \(seed))", cluster: cluster, program: program,
      policy: CollectivePolicy(usesSwitches: seed % 2 == 0))
  }

  init(
    description: String, cluster: Cluster, program: Program, policy: CollectivePolicy,
    changing change: (FlowGraph) throws -> FlowGraph = { $0 }
  ) throws {
    self.description = description
    self.cluster = cluster
    graph = try change(
      FlowGraph(
        program: program, cluster: cluster, placement: .identity(rankCount: program.rankCount),
        policy: policy))
    ranks = RankTable(graph)
    table = RelationTable(graph, ranks)
    relations = table.obstacle == nil ? table.relations : []
    fabric = FabricBundles(cluster)
    clusters = RelationCluster.all(relations, ranks, fabric)
    var ways = Ways(cluster, fabric)
    trees = RelationTrees(relations, ranks, &ways)
    refinement = Refinement(
      ranks, relations, clusters, trees, ways,
      rankColour: InitialColours.ofRanks(graph, ranks, table, fabric),
      bundleColour: InitialColours.ofBundles(
        fabric, ranks, InitialColours.ofRanks(graph, ranks, table, fabric),
        acceleratorCount: cluster.accelerators.count))
    var own = refinement
    partition = relations.isEmpty ? nil : own.run(most: graph.rankCount)
  }

  /// Classes found by so many rounds that look at everything, and change by change from then on.
  func partition(roundsOfAll: Int) -> Partition? {
    var own = refinement
    return relations.isEmpty
      ? nil : own.run(most: graph.rankCount, roundsOfAll: roundsOfAll)
  }

  /// What the check says of a partition.
  func fault(of partition: Partition) -> String? {
    EquitabilityCheck(graph, ranks, table, clusters, trees, Ways(cluster, fabric), partition)
      .fault
  }

  /// Every rank and every bundle for itself.
  var discrete: Partition {
    Partition(
      rankClass: (0..<Int32(graph.rankCount)).map { $0 }, rankClassCount: graph.rankCount,
      bundleClass: (0..<Int32(fabric.count)).map { $0 }, bundleClassCount: fabric.count)
  }
}
