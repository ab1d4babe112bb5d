// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// What finding classes takes, against simulating every rank.
struct FoldingEffort {
  /// Flows of all ranks.
  private(set) var flows = 0.0
  /// Ranks that are looked at once for each relation that they are in.
  private(set) var looks = 0

  /// A look is repeated for every round of the refinement and for the check, and takes about a third
  /// of what a flow takes to simulate.
  private static let looksPerFlow = 2
  /// Below this many looks, trying costs less than a millisecond.
  private static let triedAnyway = 1 << 14

  /// Whether finding classes takes less than what it can save.
  var pays: Bool { looks <= Self.triedAnyway || Double(looks * Self.looksPerFlow) <= flows }

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ clusters: [RelationCluster]
  ) {
    var ranksOfGraph = [Int](repeating: 0, count: graph.tasks.graphStart.count - 1)
    for row in graph.graphOfRank { ranksOfGraph[Int(row)] += 1 }
    var messagesOfUse: [RelationTable.UseKey: Double] = [:]
    for use in table.uses {
      messagesOfUse[use.key] =
        Double(graph.schedules[use.schedule].messageCount) / Double(max(use.memberCount, 1))
    }
    for row in ranksOfGraph.indices {
      var each = 0.0
      for key in table.collectives(of: row) { each += messagesOfUse[key] ?? 0 }
      each += Double(table.messageTasks(of: row))
      flows += each * Double(ranksOfGraph[row])
    }
    for cluster in clusters {
      for (index, group) in cluster.groups.enumerated() {
        let members = Int(ranks.memberCount(of: group))
        looks += members * (cluster.flatLevel[index] >= 0 ? 1 : cluster.relations.count)
      }
    }
    looks += table.relations.count { !$0.isBijective } * ranks.rankCount
  }
}
