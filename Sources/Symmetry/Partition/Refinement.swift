// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Colour refinement over ranks and bundles: what differs in whom it meets gets another colour, until
/// nothing splits any more.
///
/// A colour is 64 bits of what was met; two that are alike by chance would join what is not alike,
/// which `EquitabilityCheck` finds. Source: D. Cardon and M. Crochemore, "Partitioning a graph in
/// O(|A| log |V|)", Theoretical Computer Science 19 (1982), 85, for the partition; the rounds here
/// look at everything, since the first two or three are all there is to symmetric traffic.
struct Refinement {
  let ranks: RankTable
  let relations: [Relation]
  let clusters: [RelationCluster]
  var ways: Ways
  var rankColour: [UInt64]
  var bundleColour: [UInt64]

  private var rankSum: [UInt64]
  private var bundleSum: [UInt64]
  private var way: [BundleHop] = []

  /// Pairs of ranks that are looked at for everyone-to-everyone where no tree sums them up.
  static let mostPairs = 1 << 23

  init(
    _ ranks: RankTable, _ relations: [Relation], _ clusters: [RelationCluster], _ ways: Ways,
    rankColour: [UInt64], bundleColour: [UInt64]
  ) {
    self.clusters = clusters
    self.ranks = ranks
    self.relations = relations
    self.ways = ways
    self.rankColour = rankColour
    self.bundleColour = bundleColour
    rankSum = [UInt64](repeating: 0, count: rankColour.count)
    bundleSum = [UInt64](repeating: 0, count: bundleColour.count)
  }

  /// Refines until nothing splits.
  ///
  /// - Parameter most: classes of ranks; with more, there is nothing to gain.
  /// - Returns: the partition; nil where a pair has no way, or there are too many classes or pairs.
  mutating func run(most: Int) -> Partition? {
    var partition = number()
    while partition.rankClassCount <= most {
      guard pass() else { return nil }
      let finer = number()
      if finer.rankClassCount == partition.rankClassCount
        && finer.bundleClassCount == partition.bundleClassCount
      {
        return finer
      }
      partition = finer
    }
    return nil
  }

  /// The classes of the present colours.
  func number() -> Partition {
    var numbering = Numbering()
    let rankClass = rankColour.map { numbering.number(of: $0) }
    var bundles = Numbering()
    let bundleClass = bundleColour.map { bundles.number(of: $0) }
    return Partition(
      rankClass: rankClass, rankClassCount: Int(numbering.count), bundleClass: bundleClass,
      bundleClassCount: Int(bundles.count))
  }

  /// Every colour takes in what it meets.
  private mutating func pass() -> Bool {
    for index in rankSum.indices { rankSum[index] = 0 }
    for index in bundleSum.indices { bundleSum[index] = 0 }
    compose()
    for cluster in clusters {
      guard pass(cluster) else { return false }
    }
    for (number, relation) in relations.enumerated() where !relation.isBijective {
      switch relation.rule {
      case .partners, .distance:
        guard passOne(relation, UInt64(number)) else { return false }
      case .everyone:
        guard passEveryone(relation, UInt64(number)) else { return false }
      case .everyonesParts(let blocks):
        guard passParts(relation, blocks, UInt64(number)) else { return false }
      case .lines(let aggregation):
        guard passLines(relation, aggregation, UInt64(number)) else { return false }
      }
    }
    for index in rankSum.indices { rankColour[index] = mixed(rankColour[index], rankSum[index]) }
    for index in bundleSum.indices where bundleSum[index] != 0 {
      bundleColour[index] = mixed(bundleColour[index], bundleSum[index])
    }
    return true
  }

  /// Members of a group know who else is in it.
  private mutating func compose() {
    for family in Set(relations.map(\.family)).sorted() {
      let base = Int(family) * ranks.rankCount
      var sums: [UInt64] = [UInt64](repeating: 0, count: ranks.groups.memberStart.count)
      for rank in 0..<ranks.rankCount {
        let group = ranks.groups.groupOfRank[base + rank]
        if group >= 0 { sums[Int(group)] &+= mixed(rankColour[rank], 7) }
      }
      for rank in 0..<ranks.rankCount {
        let group = ranks.groups.groupOfRank[base + rank]
        if group >= 0 { rankSum[rank] &+= mixed(sums[Int(group)], family) }
      }
    }
  }

  private mutating func pass(_ cluster: RelationCluster) -> Bool {
    for (index, group) in cluster.groups.enumerated() {
      let members = ranks.members(of: group)
      if cluster.flatLevel[index] >= 0,
        areAlike(members, level: Int(cluster.flatLevel[index]))
      {
        guard case .tree(let tree) = ways.fabric.levels[Int(cluster.flatLevel[index])],
          let first = members.first
        else { return false }
        let up = bundleColour[Int(tree.up[Int(ranks.accelerator[Int(first)])])]
        let down = bundleColour[Int(tree.down[Int(ranks.accelerator[Int(first)])])]
        let colour = mixed(
          mixed(rankColour[Int(first)], mixed(up, down)), cluster.relations[0])
        for rank in members {
          let accelerator = Int(ranks.accelerator[Int(rank)])
          rankSum[Int(rank)] &+= mixed(colour, 29)
          bundleSum[Int(tree.up[accelerator])] &+= mixed(colour, 31)
          bundleSum[Int(tree.down[accelerator])] &+= mixed(colour, 37)
        }
        continue
      }
      for number in cluster.relations {
        for rank in members {
          let target = ranks.target(of: rank, in: relations[number])
          guard target >= 0 else { continue }
          guard add(UInt64(number), from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Whether members and their links to the one switch have one colour.
  private func areAlike(_ members: ArraySlice<Int32>, level: Int) -> Bool {
    guard case .tree(let tree) = ways.fabric.levels[level], let first = members.first else {
      return false
    }
    let accelerator = Int(ranks.accelerator[Int(first)])
    let up = bundleColour[Int(tree.up[accelerator])]
    let down = bundleColour[Int(tree.down[accelerator])]
    return members.allSatisfy { rank in
      let its = Int(ranks.accelerator[Int(rank)])
      return rankColour[Int(rank)] == rankColour[Int(first)]
        && bundleColour[Int(tree.up[its])] == up && bundleColour[Int(tree.down[its])] == down
    }
  }

  private mutating func passOne(_ relation: Relation, _ number: UInt64) -> Bool {
    for rank in 0..<Int32(ranks.rankCount) {
      let target = ranks.target(of: rank, in: relation)
      guard target >= 0 else { continue }
      guard add(number, from: rank, to: target) else { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func add(_ number: UInt64, from rank: Int32, to target: Int32) -> Bool {
    guard
      let costs = ways.find(
        ranks.accelerator[Int(rank)], ranks.accelerator[Int(target)], &way)
    else { return false }
    var colour = mixed(mixed(number, rankColour[Int(rank)]), rankColour[Int(target)])
    var met: UInt64 = mixed(costs.latency.bitPattern, costs.overhead.bitPattern)
    for hop in way { met &+= mixed(bundleColour[Int(hop.bundle)], hop.share.bitPattern) }
    colour = mixed(colour, met)
    rankSum[Int(rank)] &+= mixed(colour, 1)
    rankSum[Int(target)] &+= mixed(colour, 2)
    for hop in way { bundleSum[Int(hop.bundle)] &+= mixed(colour, hop.share.bitPattern) }
    return true
  }

  private mutating func passEveryone(_ relation: Relation, _ number: UInt64) -> Bool {
    var pairs = 0
    for group in ranks.groups(of: relation) {
      let members = Array(ranks.members(of: group))
      if let trees = GroupTree.all(members.map { ranks.accelerator[Int($0)] }, in: ways.fabric) {
        for tree in trees { add(number, tree, tree.places.map { members[Int($0)] }) }
        continue
      }
      pairs += members.count * (members.count - 1)
      guard pairs <= Self.mostPairs else { return false }
      for rank in members {
        for target in members where target != rank {
          guard add(number, from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Parts of several sizes are looked at one by one.
  private mutating func passParts(
    _ relation: Relation, _ blocks: [Double], _ number: UInt64
  ) -> Bool {
    var pairs = 0
    for group in ranks.groups(of: relation) {
      let members = Array(ranks.members(of: group))
      pairs += members.count * (members.count - 1)
      guard pairs <= Self.mostPairs else { return false }
      for (place, rank) in members.enumerated() {
        for (other, target) in members.enumerated() where other != place {
          let part = mixed(number, blocks[place * members.count + other].bitPattern)
          guard add(part, from: rank, to: target) else { return false }
        }
      }
    }
    return true
  }

  /// Everyone to everyone over one tree: a member meets, at each node above it, those of the node's
  /// other branches.
  private mutating func add(_ number: UInt64, _ tree: GroupTree, _ members: [Int32]) {
    var below = [UInt64](repeating: 0, count: tree.count)
    // What hangs below a node, as seen from its parent.
    var behind = below
    for (place, rank) in members.enumerated() { below[place] = rankColour[Int(rank)] }
    // Sums over members: each is seen through its own chain of bundles.
    for node in 0..<tree.count where tree.parent[node] >= 0 {
      behind[node] = mixed(below[node], bundleColour[Int(tree.down[node])])
      below[Int(tree.parent[node])] &+= mixed(behind[node], 3)
    }
    var outside = [UInt64](repeating: mixed(number, 5), count: tree.count)
    for node in stride(from: tree.count - 1, through: 0, by: -1) where tree.parent[node] >= 0 {
      let above = Int(tree.parent[node])
      // The other branches of the parent, and all beyond it.
      let others = below[above] &- mixed(behind[node], 3)
      outside[node] = mixed(
        mixed(outside[above], others), bundleColour[Int(tree.up[node])])
      let colour = mixed(outside[node], below[node])
      bundleSum[Int(tree.up[node])] &+= mixed(colour, 11)
      bundleSum[Int(tree.down[node])] &+= mixed(colour, 13)
    }
    for (place, rank) in members.enumerated() {
      rankSum[Int(rank)] &+= mixed(outside[place], number)
    }
    // What each meets at an inner level, it does not meet here.
    for (place, mates) in tree.mates.enumerated() {
      let rank = Int(members[place])
      for mate in mates {
        let target = Int(members[Int(mate)])
        let way = tree.way(from: Int32(place), to: mate)
        var colour = mixed(mixed(number, rankColour[rank]), rankColour[target])
        for bundle in way { colour = mixed(colour, bundleColour[Int(bundle)]) }
        rankSum[rank] &+= mixed(colour, 17)
        rankSum[target] &+= mixed(colour, 19)
        for bundle in way { bundleSum[Int(bundle)] &+= mixed(colour, 23) }
      }
    }
  }

  private mutating func passLines(
    _ relation: Relation, _ aggregation: Aggregation, _ number: UInt64
  ) -> Bool {
    for group in ranks.groups(of: relation) {
      let members = ranks.members(of: group)
      for line in 0..<aggregation.lineCount {
        let places = (0..<aggregation.lineLength).map { aggregation.member(at: $0, of: line) }
        let its = places.map { members[members.startIndex + $0] }
        guard
          let tree = LineTree.find(
            aggregation, its.map { ranks.accelerator[Int($0)] }, &ways)
        else { return false }
        var colour = mixed(number, tree.costs.latency.bitPattern)
        for hop in tree.hops {
          colour &+= mixed(bundleColour[Int(hop.bundle)], hop.share.bitPattern)
        }
        for (place, rank) in its.enumerated() {
          colour &+= mixed(
            rankColour[Int(rank)], aggregation.sent(by: place).bitPattern)
        }
        for (place, rank) in its.enumerated() {
          rankSum[Int(rank)] &+= mixed(
            mixed(colour, aggregation.sent(by: place).bitPattern),
            aggregation.received(by: place).bitPattern)
        }
        for hop in tree.hops {
          bundleSum[Int(hop.bundle)] &+= mixed(colour, hop.share.bitPattern)
        }
      }
    }
    return true
  }
}
