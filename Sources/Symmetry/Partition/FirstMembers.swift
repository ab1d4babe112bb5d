// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// What members of a class must have in common with its first, whatever they exchange.
struct FirstMembers {
  private(set) var fault: String?

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ partition: Partition,
    _ fabric: FabricBundles
  ) {
    var first = [Int](repeating: -1, count: partition.rankClassCount)
    for rank in 0..<ranks.rankCount {
      let row = Int(partition.rankClass[rank])
      if first[row] < 0 { first[row] = rank }
      let leader = first[row]
      let isAlike =
        ranks.graphOfRank[rank] == ranks.graphOfRank[leader]
        && (graph.slowdownOfRank.isEmpty
          || graph.slowdownOfRank[rank] == graph.slowdownOfRank[leader])
        && (fabric.acceleratorGroup.isEmpty
          || fabric.acceleratorGroup[Int(ranks.accelerator[rank])]
            == fabric.acceleratorGroup[Int(ranks.accelerator[leader])])
      if !isAlike {
        fault = "ranks \(leader) and \(rank) are of one class and do not do the same"
        return
      }
    }
    first = [Int](repeating: -1, count: partition.bundleClassCount)
    for bundle in 0..<fabric.count {
      let row = Int(partition.bundleClass[bundle])
      if first[row] < 0 { first[row] = bundle }
      if fabric.kind[bundle] != fabric.kind[first[row]] {
        fault =
          "links \(fabric.firstLink[first[row]]) and \(fabric.firstLink[bundle]) are of one "
          + "class and differ"
        return
      }
    }
    comparePayloads(graph, ranks, table, partition)
  }

  /// Members of a class send as many blocks in every exchange.
  private mutating func comparePayloads(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ partition: Partition
  ) {
    for use in table.uses {
      for exchange in use.exchangesOfSeveralSizes(graph.schedules[use.schedule], table) {
        var known = [Double?](repeating: nil, count: partition.rankClassCount)
        for rank in 0..<Int32(ranks.rankCount) {
          guard let place = ranks.place(of: rank, in: use),
            exchange.partners.target(of: place, among: Int(use.memberCount)) != nil
          else { continue }
          let row = Int(partition.rankClass[Int(rank)])
          let count = exchange.payload.count(from: place)
          if let model = known[row], model != count {
            fault = "rank \(rank) sends \(count) blocks where others of its class send \(model)"
            return
          }
          known[row] = count
        }
      }
    }
  }
}

extension RankTable {
  /// The place of a rank in its group of a use; nil where it is in none.
  func place(of rank: Int32, in use: RelationTable.Use) -> Int? {
    let group = group(of: rank, in: use.family)
    guard group >= 0, memberCount(of: group) == use.memberCount else { return nil }
    return Int(place(of: rank, in: use.family))
  }
}

extension RelationTable.Use {
  /// Exchanges in which members may send different numbers of blocks, but for those whose relation knows
  /// what each sends to each.
  func exchangesOfSeveralSizes(_ schedule: Schedule, _ table: RelationTable) -> [Exchange] {
    var found: [Exchange] = []
    for (row, round) in rounds.enumerated() {
      for part in round.parts {
        if case .everyonesParts = table.relations[part.relation].rule { continue }
        let exchange = schedule.rounds[row].exchanges[part.exchange]
        if exchange.payload.countOfAll == nil { found.append(exchange) }
      }
    }
    return found
  }
}
