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
    _ clusters: [RelationCluster], _ ways: Ways, _ partition: Partition
  ) {
    self.ranks = ranks
    relations = table.relations
    self.partition = partition
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

  // MARK: Groups

  /// Groups with a member of a class have members of the same classes, as many of each.
  private mutating func compare(_ family: Int32) {
    let base = Int(family) * ranks.rankCount
    var composition: [[Int32]?] = [[Int32]?](repeating: nil, count: partition.rankClassCount)
    var seen = [Bool](repeating: false, count: ranks.groups.memberStart.count)
    var list: [Int32] = []
    for rank in 0..<ranks.rankCount {
      let group = ranks.groups.groupOfRank[base + rank]
      guard group >= 0 else {
        let row = Int(partition.rankClass[rank])
        if composition[row] == nil { composition[row] = [] }
        if composition[row] != [] { return fail(rank, "is in no group where its class is in one") }
        continue
      }
      guard !seen[Int(group)] else { continue }
      seen[Int(group)] = true
      list.removeAll(keepingCapacity: true)
      for member in ranks.members(of: group) { list.append(partition.rankClass[Int(member)]) }
      list.sort()
      var previous: Int32 = -1
      for row in list where row != previous {
        previous = row
        if let known = composition[Int(row)] {
          if known != list { return fail(rank, "is in a group of other classes") }
        } else {
          composition[Int(row)] = list
        }
      }
    }
  }

  mutating func fail(_ rank: Int, _ problem: String) {
    guard fault == nil else { return }
    let first = members(of: Int(partition.rankClass[rank])).first ?? -1
    fault = "rank \(rank), which is of one class with rank \(first), \(problem)"
  }

  // MARK: Relations with one receiver

  /// Groups of one class on one switch are looked at once for all relations of a cluster.
  private mutating func compare(_ cluster: RelationCluster) {
    var model = [FlowClass?](repeating: nil, count: partition.rankClassCount)
    var codes: [(bundle: Int32, code: Int32)] = []
    var others: [Int32] = []
    for (index, group) in cluster.groups.enumerated() where fault == nil {
      let members = ranks.members(of: group)
      guard let first = members.first, let last = members.last, cluster.flatLevel[index] >= 0,
        case .tree(let tree) = ways.fabric.levels[Int(cluster.flatLevel[index])],
        members.allSatisfy({
          partition.rankClass[Int($0)] == partition.rankClass[Int(first)]
        }), let flow = flow(from: first, to: last)
      else {
        others.append(group)
        continue
      }
      let row = Int(partition.rankClass[Int(first)])
      if let known = model[row], !known.isAlike(flow) {
        return fail(Int(first), "sends over other links")
      }
      model[row] = flow
      let up = bundleClass(tree.up, first)
      let down = bundleClass(tree.down, first)
      for rank in members {
        guard bundleClass(tree.up, rank) == up, bundleClass(tree.down, rank) == down else {
          return fail(Int(rank), "hangs on other links")
        }
        codes.append((tree.up[Int(ranks.accelerator[Int(rank)])], 2 * Int32(row)))
        codes.append((tree.down[Int(ranks.accelerator[Int(rank)])], 2 * Int32(row) + 1))
      }
    }
    compareLoads(&codes)
    for number in cluster.relations {
      for (row, flow) in model.enumerated() {
        if let flow { result.flows[number][row] = [flow] }
      }
    }
    guard fault == nil, !others.isEmpty else { return }
    for group in others {
      for rank in ranks.members(of: group)
      where model[Int(partition.rankClass[Int(rank)])] != nil {
        return fail(Int(rank), "is in a group that is not of one class on one switch")
      }
    }
    for number in cluster.relations where fault == nil {
      compareOne(number, isDone: model.map { $0 != nil })
    }
  }

  private func bundleClass(_ bundles: [Int32], _ rank: Int32) -> Int32 {
    partition.bundleClass[Int(bundles[Int(ranks.accelerator[Int(rank)])])]
  }

  /// - Parameters:
  ///   - number: of the relation.
  ///   - isDone: by class, whether it was looked at already; empty for none.
  private mutating func compareOne(_ number: Int, isDone: [Bool]) {
    let relation = relations[number]
    for row in 0..<partition.rankClassCount
    where fault == nil && (isDone.isEmpty || !isDone[row]) {
      let members = members(of: row)
      guard let first = members.first else { continue }
      let target = ranks.target(of: first, in: relation)
      guard target >= 0 else {
        for rank in members where ranks.target(of: rank, in: relation) >= 0 {
          return fail(Int(rank), "sends where the others do not")
        }
        continue
      }
      guard let model = flow(from: first, to: target) else {
        return fail(Int(first), "has no way to rank \(target)")
      }
      result.flows[number][row] = [model]
      compare(model, members.map { ($0, ranks.target(of: $0, in: relation)) })
    }
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
