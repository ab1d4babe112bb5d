// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Colour refinement over ranks and bundles: what differs in whom it meets gets another colour, until
/// nothing splits any more.
///
/// A colour is 64 bits of what was met; two that are alike by chance would join what is not alike,
/// which `EquitabilityCheck` finds. The first rounds look at everything, since two or three are all
/// there is to most traffic; from then on only flows of what changed are looked at. Source: D. Cardon
/// and M. Crochemore, "Partitioning a graph in O(|A| log |V|)", Theoretical Computer Science 19
/// (1982), 85.
struct Refinement {
  let ranks: RankTable
  let relations: [Relation]
  let clusters: [RelationCluster]
  let trees: RelationTrees
  var ways: Ways
  var rankColour: [UInt64]
  var bundleColour: [UInt64]

  /// What each rank and each bundle has met in this round: sums, in which order does not count.
  var rankSum: [UInt64]
  var bundleSum: [UInt64]
  var way: [BundleHop] = []
  let families: [Int32]

  static let roundsOfAll = 2
  /// Hops of listed flows: they take 16 bytes each, 128 MiB in all.
  static let mostHops = 1 << 23
  /// Pairs of ranks that are looked at for everyone-to-everyone where no tree sums them up.
  static let mostPairs = 1 << 23

  init(
    _ ranks: RankTable, _ relations: [Relation], _ clusters: [RelationCluster],
    _ trees: RelationTrees, _ ways: Ways, rankColour: [UInt64], bundleColour: [UInt64]
  ) {
    self.clusters = clusters
    self.trees = trees
    self.ranks = ranks
    self.relations = relations
    self.ways = ways
    self.rankColour = rankColour
    self.bundleColour = bundleColour
    rankSum = [UInt64](repeating: 0, count: rankColour.count)
    bundleSum = [UInt64](repeating: 0, count: bundleColour.count)
    families = Set(relations.map(\.family)).sorted()
  }

  /// Refines until nothing splits.
  ///
  /// - Parameters:
  ///   - most: classes of ranks; with more, there is nothing to gain.
  ///   - roundsOfAll: that look at everything, at least one, before only what changes is looked at.
  /// - Returns: the partition; nil where a pair has no way, or there are too many classes or pairs.
  mutating func run(most: Int, roundsOfAll: Int = Self.roundsOfAll) -> Partition? {
    var partition = number()
    var rounds = 0
    while partition.rankClassCount <= most {
      if rounds == roundsOfAll, let flows = listFlows() {
        return run(flows, from: partition, most: most)
      }
      guard pass() else { return nil }
      rounds += 1
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
    guard meet(families, withFlows: true) else { return false }
    for index in rankSum.indices { rankColour[index] = mixed(rankColour[index], rankSum[index]) }
    for index in bundleSum.indices where bundleSum[index] != 0 {
      bundleColour[index] = mixed(bundleColour[index], bundleSum[index])
    }
    return true
  }

  /// Sums up what each rank and each bundle meets.
  ///
  /// - Parameters:
  ///   - families: whose groups count.
  ///   - withFlows: whether flows of relations with one receiver count.
  /// - Returns: false where a pair has no way, or there are too many pairs.
  mutating func meet(_ families: [Int32], withFlows: Bool) -> Bool {
    for index in rankSum.indices { rankSum[index] = 0 }
    for index in bundleSum.indices { bundleSum[index] = 0 }
    for family in families { compose(family) }
    if withFlows {
      for cluster in clusters {
        guard pass(cluster) else { return false }
      }
    }
    for (number, relation) in relations.enumerated() where !relation.isBijective {
      switch relation.rule {
      case .partners, .distance:
        guard !withFlows || passOne(relation, UInt64(number)) else { return false }
      case .everyone:
        guard passEveryone(number) else { return false }
      case .everyonesParts(let blocks):
        guard passParts(relation, blocks, UInt64(number)) else { return false }
      case .lines(let aggregation):
        guard let lines = trees.lines[number] else { return false }
        passLines(lines, aggregation, UInt64(number))
      }
    }
    return true
  }

  /// Members of a group know who else is in it.
  private mutating func compose(_ family: Int32) {
    let base = Int(family) * ranks.rankCount
    var sums = [UInt64](repeating: 0, count: ranks.groups.memberStart.count)
    for rank in 0..<ranks.rankCount {
      let group = ranks.groups.groupOfRank[base + rank]
      if group >= 0 { sums[Int(group)] &+= mixed(rankColour[rank], .companion) }
    }
    for rank in 0..<ranks.rankCount {
      let group = ranks.groups.groupOfRank[base + rank]
      if group >= 0 { rankSum[rank] &+= mixed(sums[Int(group)], family) }
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

  /// A flow from one rank to another: both ends meet each other, and the links between meet both.
  @inline(__always)
  mutating func add(_ number: UInt64, from rank: Int32, to target: Int32) -> Bool {
    guard
      let costs = ways.find(
        ranks.accelerator[Int(rank)], ranks.accelerator[Int(target)], &way)
    else { return false }
    var colour = mixed(mixed(number, rankColour[Int(rank)]), rankColour[Int(target)])
    var met: UInt64 = mixed(costs.latency.bitPattern, costs.overhead.bitPattern)
    for hop in way { met &+= mixed(bundleColour[Int(hop.bundle)], hop.share.bitPattern) }
    colour = mixed(colour, met)
    rankSum[Int(rank)] &+= mixed(colour, .fromSender)
    rankSum[Int(target)] &+= mixed(colour, .toReceiver)
    for hop in way { bundleSum[Int(hop.bundle)] &+= mixed(colour, hop.share.bitPattern) }
    return true
  }
}
