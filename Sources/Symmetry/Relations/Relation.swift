// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Who sends to whom, again and again: what the rounds of all collectives of a family, and the messages
/// along it, have in common.
struct Relation: Sendable {
  enum Rule: Sendable, Hashable {
    /// As an exchange of a schedule says.
    case partners(Partners)
    /// Everyone to everyone else, at once.
    case everyone
    /// The same in parts of several sizes: blocks from each member to each, row by row.
    case everyonesParts([Double])
    /// A message of the program: so many places further, around the end.
    case distance(Int32)
    /// What the switches do for each line of an aggregation.
    case lines(Aggregation)
  }

  let family: Int32
  /// Members of the groups that it concerns; 0 for groups of any size.
  let memberCount: Int32
  let rule: Rule
  /// Whether ranks with a graph take part, by row of graphs.
  var concerns: [Bool]
}

/// Groups and places of ranks, and where ranks are.
struct RankTable: Sendable {
  let rankCount: Int
  let graphOfRank: [Int32]
  let accelerator: [Int32]
  let groups: GroupTable

  init(_ graph: FlowGraph) {
    rankCount = graph.rankCount
    graphOfRank = graph.graphOfRank
    accelerator = graph.placement.acceleratorOfRank.map(\.rawValue)
    groups = graph.groups
  }

  @inline(__always)
  func group(of rank: Int32, in family: Int32) -> Int32 {
    groups.groupOfRank[Int(family) * rankCount + Int(rank)]
  }

  @inline(__always)
  func place(of rank: Int32, in family: Int32) -> Int32 {
    groups.placeOfRank[Int(family) * rankCount + Int(rank)]
  }

  @inline(__always)
  func memberCount(of group: Int32) -> Int32 {
    groups.memberStart[Int(group) + 1] - groups.memberStart[Int(group)]
  }

  func members(of group: Int32) -> ArraySlice<Int32> {
    groups.member[
      Int(groups.memberStart[Int(group)])..<Int(groups.memberStart[Int(group) + 1])]
  }

  /// The group of a rank that takes part in a relation; -1 where it does not.
  @inline(__always)
  func group(of rank: Int32, in relation: Relation) -> Int32 {
    guard relation.concerns[Int(graphOfRank[Int(rank)])] else { return -1 }
    let group = group(of: rank, in: relation.family)
    guard group >= 0, relation.memberCount == 0 || memberCount(of: group) == relation.memberCount
    else { return -1 }
    return group
  }

  /// The rank that a rank sends to in a relation with one receiver at most; -1 for none.
  @inline(__always)
  func target(of rank: Int32, in relation: Relation) -> Int32 {
    let group = group(of: rank, in: relation)
    guard group >= 0 else { return -1 }
    let first = groups.memberStart[Int(group)]
    let count = groups.memberStart[Int(group) + 1] - first
    let place = place(of: rank, in: relation.family)
    var target: Int32
    switch relation.rule {
    case .partners(.shift(let shift)):
      target = place + Int32(shift)
      if target >= count { target -= count }
    case .partners(.exclusiveOr(let mask)): target = place ^ Int32(mask)
    case .partners(let partners):
      target = Int32(partners.target(of: Int(place), among: Int(count)) ?? -1)
    case .distance(let distance):
      target = (place + distance) % count
      if target < 0 { target += count }
    case .everyone, .everyonesParts, .lines: target = -1
    }
    return target < 0 ? -1 : groups.member[Int(first + target)]
  }
}
