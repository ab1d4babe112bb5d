// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// What an algorithm may know of a group: how many members, which one is the root, and how they
/// lie in the cluster's nested domains.
package struct GroupShape: Sendable, Hashable {
  package var memberCount: Int
  /// The place of the member that sends to, or collects from, all others; 0 where there is none.
  package var root: Int
  /// Members along each axis, the innermost domain first: place = x + dimensions[0] * (y + ...).
  /// Their product is `memberCount`; one entry for a group without structure.
  package var dimensions: [Int]
  /// Why there is no structure, where there is none.
  package var irregularity: String
  /// How switches reduce and copy for lines along each axis, nil where they do not; one entry per
  /// dimension.
  package var switchesReduce: [SwitchReduction?]

  /// A group without structure.
  package init(memberCount: Int, root: Int = 0) {
    self.memberCount = memberCount
    self.root = root
    dimensions = [memberCount]
    irregularity = "the group is flat"
    switchesReduce = [nil]
  }

  /// A group that lies as a grid, its first axis innermost.
  package init(dimensions: [Int], root: Int = 0) {
    memberCount = dimensions.reduce(1, *)
    self.root = root
    self.dimensions = dimensions
    irregularity = dimensions.count > 1 ? "" : "the group is flat"
    switchesReduce = dimensions.map { _ in nil }
  }

  /// The lines of this group along one axis, as groups of their own, with the root's place on its line.
  func line(along axis: Int) -> GroupShape {
    var line = GroupShape(
      memberCount: dimensions[axis],
      root: root / dimensions[..<axis].reduce(1, *) % dimensions[axis])
    line.switchesReduce = [switchesReduce[axis]]
    return line
  }

  /// How the switches that join all members reduce; nil where they do not.
  var reductionOfAll: SwitchReduction? { switchesReduce.last ?? nil }

  /// Why switches cannot reduce for all members together; nil where they can.
  var obstacleToSwitches: String? {
    reductionOfAll != nil
      ? nil
      : "no switches that join all of its members reduce (in_network_reduction of their domain, in "
        + "the transport fluid)"
  }

  /// The shape that the cluster's domains give a group.
  ///
  /// Members of one innermost domain form the first axis, those of the next the second, and so on;
  /// an axis of one member is left out. A domain that is a grid of accelerators gives an axis for
  /// each of its dimensions to a group that fills it. A group is regular where every domain that it touches
  /// holds as many of its members as the others do, side by side in the group's order.
  package init(of group: [GPUID], on cluster: Cluster) {
    self.init(memberCount: group.count)
    let reduces = cluster.inNetworkReduction
    switchesReduce = [cluster.innermostDomain(of: group).flatMap { reduces[$0] }]
    guard case .nested(let blocks, _) = cluster.routing else {
      irregularity = "\(cluster.name) is a graph without domains"
      return
    }
    var found: [Int] = []
    var levels: [Int] = []
    var counted = 1
    for (level, blocks) in blocks.enumerated() {
      let name = level < cluster.domains.count ? cluster.domains[level] : "the domain"
      guard let together = Self.runLength(of: group.map { blocks.block(of: $0) }) else {
        irregularity = "its members do not lie evenly, side by side, in groups of \(name)"
        return
      }
      guard together.isMultiple(of: counted) else {
        irregularity = "its members do not fill groups of \(name) alike"
        return
      }
      if together > counted {
        let axes =
          cluster.gridAxes(of: group, level: level, each: counted) ?? [together / counted]
        found += axes
        levels += axes.map { _ in level }
      }
      counted = together
    }
    guard counted == group.count else {
      irregularity = "its members do not lie in one outermost domain"
      return
    }
    guard found.count > 1 else {
      irregularity = "all its members lie in one domain, or each in its own"
      return
    }
    dimensions = found
    irregularity = ""
    switchesReduce = levels.map { $0 < reduces.count ? reduces[$0] : nil }
  }

  /// How many times each key stands in a row; nil where that differs or a key comes back.
  private static func runLength(of keys: [Int]) -> Int? {
    guard let first = keys.first else { return nil }
    let length = keys.prefix { $0 == first }.count
    guard keys.count.isMultiple(of: length) else { return nil }
    var seen: Set<Int> = []
    for start in stride(from: 0, to: keys.count, by: length) {
      let key = keys[start]
      guard seen.insert(key).inserted else { return nil }
      guard keys[start..<start + length].allSatisfy({ $0 == key }) else { return nil }
    }
    return length
  }
}

extension Cluster {
  /// The dimensions of a level's grid of accelerators, where a group fills its positions in order;
  /// nil where it does not, or there is none.
  ///
  /// - Parameters:
  ///   - group: lies side by side in the domains of the level.
  ///   - level: of nested domains.
  ///   - each: members at one position.
  /// - Returns: positions along each dimension of two or more.
  fileprivate func gridAxes(of group: [GPUID], level: Int, each: Int) -> [Int]? {
    guard level < domainRouting.count, let nodes = domainRouting[level].grid,
      nodes.grid.twists.isEmpty, group.count.isMultiple(of: nodes.grid.count * each)
    else { return nil }
    for (place, member) in group.enumerated()
    where nodes.position(of: member.rawValue) != place / each % nodes.grid.count {
      return nil
    }
    let axes = nodes.grid.dimensions.filter { $0 > 1 }
    return axes.isEmpty ? nil : axes
  }

  /// The level of the innermost domain that holds all of a group; nil for no members.
  fileprivate func innermostDomain(of group: [GPUID]) -> Int? {
    guard let first = group.first else { return nil }
    guard case .nested(let blocks, _) = routing else { return 0 }
    let level = blocks.firstIndex { blocks in
      group.allSatisfy { blocks.block(of: $0) == blocks.block(of: first) }
    }
    return level.flatMap { $0 < inNetworkReduction.count ? $0 : nil }
  }
}
