// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// What members of a class must have in common with its first, whatever they exchange.
struct FirstMembers {
  private(set) var fault: String?

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ partition: Partition, _ fabric: FabricBundles
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
      if !isAlike {
        fault = "ranks \(leader) and \(rank) are of one class and do not do the same"
        return
      }
    }
    first = [Int](repeating: -1, count: partition.bundleClassCount)
    for bundle in 0..<fabric.count {
      let row = Int(partition.bundleClass[bundle])
      if first[row] < 0 { first[row] = bundle }
      if !fabric.areAlike(bundle, first[row]) {
        fault = "links \(fabric.firstLink[first[row]]) and \(fabric.firstLink[bundle]) are of one "
          + "class and differ"
        return
      }
    }
  }
}
