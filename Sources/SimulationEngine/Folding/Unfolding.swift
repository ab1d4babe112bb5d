// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Timelines
import Traffic

/// Which groups of ranks a group of classes stands for, for timelines that keep every rank.
struct Unfolding {
  private let table: GroupTable
  private let rankCount: Int
  private let groupsOfGroup: [[Int32]]
  /// The place of each group among those that are simulated as one, before a cut and behind it.
  private let ordinalOfGroup: [[Int32]]

  init(_ graph: FlowGraph, _ folded: FoldedGraph) {
    table = graph.groups
    rankCount = graph.rankCount
    var groups = [[Int32]](repeating: [], count: folded.groupOfGroup.count)
    let none = [Int32](repeating: -1, count: graph.groups.memberStart.count)
    var ordinals = [none, none]
    let families = rankCount == 0 ? 0 : table.groupOfRank.count / rankCount
    let classes = folded.classCount
    for family in 0..<families {
      for row in 0..<classes {
        let its = folded.graph.groups.groupOfRank[family * classes + row]
        guard its >= 0 else { continue }
        let side = folded.isPart(row) ? 1 : 0
        for rank in folded.members(of: row) {
          let group = Int(table.groupOfRank[family * rankCount + Int(rank)])
          guard group >= 0, ordinals[side][group] < 0 else { continue }
          ordinals[side][group] = Int32(groups[Int(its)].count)
          groups[Int(its)].append(Int32(group))
        }
      }
    }
    groupsOfGroup = groups
    ordinalOfGroup = ordinals
  }

  func groups(of group: Int32) -> [Int32] { groupsOfGroup[Int(group)] }

  func ordinal(of rank: Int32, in family: Int32, isBehindCut: Bool) -> Int32 {
    ordinalOfGroup[isBehindCut ? 1 : 0][Int(table.groupOfRank[Int(family) * rankCount + Int(rank)])]
  }
}

extension FoldedGraph {
  /// Of one value for each class, one for each rank.
  func spread(_ values: [Double]) -> [Double] {
    var all = [Double](repeating: 0, count: rankCount)
    for row in 0..<classCount {
      for rank in members(of: row) { all[Int(rank)] += values[row] }
    }
    return all
  }

  /// A row for every link of each class that has one.
  ///
  /// - Parameters:
  ///   - used: what the classes carried.
  ///   - usedClasses: the class of each of its rows.
  ///   - cluster: whose links they are.
  /// - Returns: rows in the order of links, each of one link.
  func everyLink(
    of used: LinkUtilisation, _ usedClasses: [Int32], _ cluster: Cluster
  ) -> LinkUtilisation {
    // Bins of each class of links that was used, by what its first link has in the table.
    var rowOfClass: [Int32: Int] = [:]
    for (row, number) in usedClasses.enumerated() { rowOfClass[number] = row }
    var links: [Int32] = []
    var amounts: [Double] = []
    for link in 0..<cluster.links.count {
      let rows = self.links.classes(of: link).sorted().compactMap { rowOfClass[$0] }
      guard let first = rows.first else { continue }
      var bins = Array(used.bytes.row(first))
      for row in rows.dropFirst() {
        for (bin, amount) in used.bytes.row(row).enumerated() { bins[bin] += amount }
      }
      links.append(Int32(link))
      amounts += bins
    }
    return LinkUtilisation(
      link: links, name: links.map { cluster.nameOfLink(Int($0)) },
      capacity: links.map { cluster.links.rate[Int($0)].bytesPerSecond },
      bytes: BinnedSeries(
        edges: used.bytes.edges, amounts: amounts, rowCount: links.count))
  }
}

extension Cluster {
  /// `gpu0 -> scale-out.leaf3`
  func nameOfLink(_ link: Int) -> String {
    "\(nodes.name[Int(links.from[link])]) -> \(nodes.name[Int(links.to[link])])"
  }
}
