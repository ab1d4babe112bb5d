// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Relations in which every member sends to one other and receives from one, on the same groups.
///
/// Where all members of a group are alike and hang on one switch, it does not matter who sends to whom:
/// such groups are looked at once for all relations of the cluster.
struct RelationCluster: Sendable {
  /// Rows of relations.
  var relations: [Int]
  var groups: [Int32] = []
  /// The level on whose one switch all members of a group hang; -1 where they do not.
  var flatLevel: [Int8] = []

  /// - Parameters:
  ///   - relations: all relations of the program.
  ///   - ranks: that take part.
  ///   - fabric: where they are.
  /// - Returns: one cluster for each family, size and set of graphs.
  static func all(
    _ relations: [Relation], _ ranks: RankTable, _ fabric: FabricBundles
  ) -> [RelationCluster] {
    struct Key: Hashable {
      var family: Int32
      var memberCount: Int32
      var concerns: [Bool]
    }
    var rows: [Key: Int] = [:]
    var clusters: [RelationCluster] = []
    for (number, relation) in relations.enumerated() where relation.isBijective {
      let key = Key(
        family: relation.family, memberCount: relation.memberCount, concerns: relation.concerns)
      if let row = rows[key] {
        clusters[row].relations.append(number)
      } else {
        rows[key] = clusters.count
        clusters.append(RelationCluster(relations: [number]))
      }
    }
    for row in clusters.indices {
      let relation = relations[clusters[row].relations[0]]
      for group in ranks.groups(of: relation) {
        clusters[row].groups.append(group)
        clusters[row].flatLevel.append(flatLevel(ranks.members(of: group), relation, ranks, fabric))
      }
    }
    return clusters
  }

  private static func flatLevel(
    _ members: ArraySlice<Int32>, _ relation: Relation, _ ranks: RankTable,
    _ fabric: FabricBundles
  ) -> Int8 {
    guard
      members.allSatisfy({ relation.concerns[Int(ranks.graphOfRank[Int($0)])] }),
      let level = fabric.flatLevel(of: members.lazy.map { ranks.accelerator[Int($0)] })
    else { return -1 }
    return Int8(level)
  }
}

extension Relation {
  /// Whether every member sends to one other, and receives from one.
  var isBijective: Bool {
    switch rule {
    // What a rank sends to itself goes nowhere.
    case .distance(let distance): distance != 0
    case .partners(.shift), .partners(.exclusiveOr): true
    case .partners, .everyone, .everyonesParts, .lines: false
    }
  }

  /// Whether members send to one other at most, and may receive from none or from several.
  var hasOneReceiver: Bool {
    switch rule {
    case .partners, .distance: !isBijective
    case .everyone, .everyonesParts, .lines: false
    }
  }
}

extension RankTable {
  /// Each group of a relation once.
  func groups(of relation: Relation) -> [Int32] {
    var isSeen = [Bool](repeating: false, count: groups.memberStart.count)
    var found: [Int32] = []
    for rank in 0..<Int32(rankCount) {
      let group = group(of: rank, in: relation)
      guard group >= 0, !isSeen[Int(group)] else { continue }
      isSeen[Int(group)] = true
      found.append(group)
    }
    return found
  }

  /// Whether two ranks are in different groups of a family.
  func hasSeveralGroups(in family: Int32) -> Bool {
    var first: Int32 = -1
    for rank in 0..<Int32(rankCount) {
      let group = group(of: rank, in: family)
      guard group >= 0, group != first else { continue }
      if first >= 0 { return true }
      first = group
    }
    return false
  }
}
