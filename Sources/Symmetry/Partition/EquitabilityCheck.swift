// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Whether a partition is equitable, exactly: every member of a class of ranks has as many flows of each
/// class as the first member, sent and received, every link of a class carries as many, and every
/// group has members of the same classes. No colour is looked at.
///
/// What a class does is read off its first member, and every other member is held against that.
struct EquitabilityCheck {
  let ranks: RankTable
  let relations: [Relation]
  let partition: Partition
  let trees: RelationTrees
  var ways: Ways
  /// Members of each class of ranks.
  let byClass: (start: [Int32], member: [Int32])
  private let bundleCounts: [Int32]

  var result: ClassRelations
  /// What is not equitable, for people; nil where all is.
  var fault: String?

  private var way: [BundleHop] = []
  /// One entry per bundle and per rank; zero between uses.
  private var crossings: [Int32]
  private var arrivals: [Int32]

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable,
    _ clusters: [RelationCluster], _ trees: RelationTrees, _ ways: Ways, _ partition: Partition
  ) {
    self.ranks = ranks
    relations = table.relations
    self.partition = partition
    self.trees = trees
    self.ways = ways
    byClass = partition.ranksByClass
    bundleCounts = partition.bundleCounts
    let none = [[FlowClass]](repeating: [], count: partition.rankClassCount)
    result = ClassRelations(
      flows: relations.map { _ in none },
      lineOfClass: relations.map { _ in
        [Int32](repeating: -1, count: partition.rankClassCount)
      }, lines: relations.map { _ in [] }, lineCounts: relations.map { _ in [] })
    crossings = [Int32](repeating: 0, count: partition.bundleClass.count)
    arrivals = [Int32](repeating: 0, count: ranks.rankCount)
    fault = FirstMembers(graph, ranks, table, partition, ways.fabric).fault
    for family in Set(relations.map(\.family)).sorted() where fault == nil { compare(family) }
    for cluster in clusters where fault == nil { compare(cluster) }
    for number in relations.indices where fault == nil && !relations[number].isBijective {
      switch relations[number].rule {
      case .partners, .distance:
        compareOne(number, isDone: [])
      case .everyone: compareEveryone(number)
      case .everyonesParts(let blocks):
        compareListed(
          number, ranks.groups(of: relations[number]), blocks: blocks,
          isOnTree: [Bool](repeating: false, count: partition.rankClassCount))
      case .lines(let aggregation): compareLines(number, aggregation)
      }
    }
  }

  func partitionCount(ofBundleClass row: Int32) -> Int { Int(bundleCounts[Int(row)]) }

  func members(of row: Int) -> ArraySlice<Int32> {
    byClass.member[Int(byClass.start[row])..<Int(byClass.start[row + 1])]
  }

  mutating func fail(_ rank: Int, _ problem: String) {
    guard fault == nil else { return }
    let first = members(of: Int(partition.rankClass[rank])).first ?? -1
    fault = "rank \(rank), which is of one class with rank \(first), \(problem)"
  }

  /// The flow from one rank to another, as classes see it.
  mutating func flow(
    from rank: Int32, to target: Int32, blocks: Double? = nil
  ) -> FlowClass? {
    guard
      let costs = ways.find(
        ranks.accelerator[Int(rank)], ranks.accelerator[Int(target)], &way)
    else { return nil }
    var hops = way.map {
      FlowClass.Hop(bundleClass: partition.bundleClass[Int($0.bundle)], share: $0.share)
    }
    hops.sort()
    return FlowClass(
      target: partition.rankClass[Int(target)], hops: hops, costs: costs, perMember: 1,
      blocks: blocks)
  }

  /// Holds flows that should be of one class against one of them, and then what they load.
  mutating func compare(_ model: FlowClass, _ flows: [(from: Int32, to: Int32)]) {
    for (rank, target) in flows {
      guard target >= 0, let other = flow(from: rank, to: target, blocks: model.blocks) else {
        return fail(Int(rank), "sends nothing where the others do, or has no way")
      }
      guard other.isAlike(model) else {
        return fail(Int(rank), "sends to another class, or over other links")
      }
      arrivals[Int(target)] += 1
    }
    let targets = members(of: Int(model.target))
    let each = targets.first.map { arrivals[Int($0)] } ?? 0
    for rank in targets where arrivals[Int(rank)] != each {
      fail(Int(rank), "receives more or fewer of one class")
    }
    for (_, target) in flows { arrivals[Int(target)] = 0 }
    // Hops that look alike are counted together.
    var position = 0
    while position < model.hops.count, fault == nil {
      let hop = model.hops[position]
      count(hop, flows)
      while position < model.hops.count, model.hops[position] == hop { position += 1 }
    }
  }

  /// Every bundle of a class is crossed by as many of the flows as every other.
  private mutating func count(_ hop: FlowClass.Hop, _ flows: [(from: Int32, to: Int32)]) {
    var touched: [Int32] = []
    for (rank, target) in flows {
      _ = ways.find(ranks.accelerator[Int(rank)], ranks.accelerator[Int(target)], &way)
      for passed in way
      where passed.share == hop.share
        && partition.bundleClass[Int(passed.bundle)] == hop.bundleClass
      {
        if crossings[Int(passed.bundle)] == 0 { touched.append(passed.bundle) }
        crossings[Int(passed.bundle)] += 1
      }
    }
    let each = touched.first.map { crossings[Int($0)] } ?? 0
    let isEven = touched.allSatisfy { crossings[Int($0)] == each }
    for bundle in touched { crossings[Int(bundle)] = 0 }
    if !isEven || touched.count != Int(bundleCounts[Int(hop.bundleClass)]) {
      fault =
        "links of one class, that of link "
        + "\(ways.fabric.firstLink[Int(touched.first ?? 0)]), do not carry the same"
    }
  }
}
