// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Every link over which switches can gather what members send, and spread what they return.
///
/// Where several switches could be the top of the tree, each is the top of its own for an equal part
/// of the data.
package struct AggregationTree: Sendable, Hashable {
  /// A link of the tree, as far as one top goes.
  package struct Branch: Sendable, Hashable {
    package var link: LinkID
    /// Towards the top, or away from it.
    package var isUp: Bool
    /// Places in the group of the members on the far side from the top.
    package var members: [Int32]
    /// The part of the data whose tree this is; of parallel links, each one's.
    package var share: Double
  }

  /// In order of link number, then of tops.
  package var branches: [Branch]
  /// From the farthest member to the top, and from there to the farthest member.
  package var latency: Seconds
  /// What an operation costs before its first byte may leave.
  package var overhead: Seconds
  /// The domain whose switches they are.
  package var domain: Int
  /// What of the links' payload is reached while they add up or copy.
  package var efficiency: Double
}

extension Router {
  /// The tree of the switches of the innermost domain that holds a group.
  ///
  /// The tops are the switches that are nearest to their farthest member, but for those that a link
  /// without an equal the other way cuts off.
  ///
  /// - Parameter group: two or more members, each once.
  /// - Returns: the branches, of which every member has at least one up and one down.
  /// - Throws: `RoutingError` where no switch reaches all members over links of that domain.
  package func aggregationTree(of group: [GPUID]) throws(RoutingError) -> AggregationTree {
    let level = level(of: group)
    let map = SwitchMap(self, level: level)
    let distances = map.distances(from: group.map(\.rawValue))
    guard let nearest = distances.min(), nearest < Int32.max else {
      throw RoutingError(
        description: "no switch reaches all of \(group.count) members to reduce for them")
    }
    let tops = distances.indices.filter { distances[$0] == nearest }
    let whole = tops.compactMap {
      map.tree(under: Int32($0), group.map(\.rawValue), share: 1 / Double(tops.count))
    }
    guard !whole.isEmpty else {
      throw RoutingError(
        description: "no switch reaches all of \(group.count) members, and is reached by them, to "
          + "reduce for them")
    }
    var branches: [AggregationTree.Branch] = []
    var up = Seconds.zero
    var down = Seconds.zero
    for tree in whole {
      branches += tree.branches
      up = max(up, tree.up)
      down = max(down, tree.down)
    }
    if whole.count < tops.count {
      for row in branches.indices {
        branches[row].share *= Double(tops.count) / Double(whole.count)
      }
    }
    branches.sort { $0.link < $1.link }
    return AggregationTree(
      branches: branches, latency: up + down, overhead: overhead(atLevel: level),
      domain: level, efficiency: reduction(atLevel: level)?.efficiency ?? 1)
  }
}

/// The switches of one level, and how they hang together.
private struct SwitchMap {
  private let router: Router
  private let level: Int

  init(_ router: Router, level: Int) {
    self.router = router
    self.level = level
  }

  private func isSwitch(_ node: Int32) -> Bool { Int(node) >= router.acceleratorCount }

  /// Links to the farthest of the members, for every node; `Int32.max` for accelerators and for what
  /// does not reach them all.
  func distances(from members: [Int32]) -> [Int32] {
    var farthest = [Int32](repeating: 0, count: Int(router.nodeCount))
    for node in 0..<router.acceleratorCount { farthest[node] = .max }
    // Members on the same switches are as far from everything: one search for all of them.
    var known: Set<[Int32]> = []
    for member in members {
      let first = router.neighbours(of: member, level).filter(isSwitch)
      guard known.insert(first).inserted else { continue }
      let distance = search(from: first, atDistance: 1).distance
      for node in router.acceleratorCount..<Int(router.nodeCount) {
        farthest[node] = max(farthest[node], distance[node] < 0 ? .max : distance[node])
      }
    }
    return farthest
  }

  /// Breadth first through switches: how far each is, and the one before it, -1 where there is none.
  private func search(
    from first: [Int32], atDistance start: Int32
  ) -> (distance: [Int32], before: [Int32]) {
    var distance = [Int32](repeating: -1, count: Int(router.nodeCount))
    var before = distance
    var queue = first
    for node in first { distance[Int(node)] = start }
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for next in router.neighbours(of: node, level)
      where isSwitch(next) && distance[Int(next)] < 0 {
        distance[Int(next)] = distance[Int(node)] + 1
        before[Int(next)] = node
        queue.append(next)
      }
    }
    return (distance, before)
  }

  /// The branches of one top, each switch under one other, and the longest ways up and down; nil
  /// where some branch goes one way only.
  func tree(
    under top: Int32, _ group: [Int32], share: Double
  ) -> (branches: [AggregationTree.Branch], up: Seconds, down: Seconds)? {
    let (distance, above) = search(from: [top], atDistance: 0)
    // Places of members by the node that they hang under; nodes in the order in which they come.
    var order: [Int32] = []
    var parent: [Int32: Int32] = [:]
    var members: [Int32: [Int32]] = [:]
    var longest = (up: Seconds.zero, down: Seconds.zero)
    for (place, member) in group.enumerated() {
      var node = member
      var way = (up: Seconds.zero, down: Seconds.zero)
      while node != top {
        guard let next = parent[node] ?? self.next(node, distance, above) else { return nil }
        if parent.updateValue(next, forKey: node) == nil { order.append(node) }
        members[node, default: []].append(Int32(place))
        way.up += latency(node, next)
        way.down += latency(next, node)
        node = next
      }
      longest = (max(longest.up, way.up), max(longest.down, way.down))
    }
    var branches: [AggregationTree.Branch] = []
    for node in order {
      guard let above = parent[node], let below = members[node] else { continue }
      for (from, to, isUp) in [(node, above, true), (above, node, false)] {
        let links = router.links(from: from, to: to, level)
        guard !links.isEmpty else { return nil }
        for link in links {
          branches.append(
            AggregationTree.Branch(
              link: link, isUp: isUp, members: below, share: share / Double(links.count)))
        }
      }
    }
    return (branches, longest.up, longest.down)
  }

  /// The node above in a top's tree: for an accelerator the nearest of its switches, the first of
  /// equals; nil where the top reaches none of them.
  private func next(_ node: Int32, _ distance: [Int32], _ above: [Int32]) -> Int32? {
    guard !isSwitch(node) else { return above[Int(node)] }
    return router.neighbours(of: node, level)
      .filter { isSwitch($0) && distance[Int($0)] >= 0 }
      .min { (distance[Int($0)], $0) < (distance[Int($1)], $1) }
  }

  private func latency(_ from: Int32, _ to: Int32) -> Seconds {
    router.links(from: from, to: to, level).reduce(.zero) { max($0, router.latency(of: $1)) }
  }
}
