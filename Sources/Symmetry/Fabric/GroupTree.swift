// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// The part of a level's tree that joins the members of a group.
///
/// Nodes are numbered so that a parent comes after its children: the members come first, in the order
/// of `places`.
struct GroupTree {
  /// -1 at the root.
  private(set) var parent: [Int32]
  /// Bundles to the parent and from it.
  private(set) var up: [Int32]
  private(set) var down: [Int32]

  var count: Int { parent.count }

  /// Places of members that meet at an inner level, by the place of each: their ways to each other
  /// are not these. Empty where all meet here.
  private(set) var mates: [[Int32]] = []
  /// Places in the group of the members of the tree.
  let places: [Int32]

  /// Nil where one of the members hangs at another depth than the others.
  ///
  /// - Parameters:
  ///   - members: accelerators of the group, in its order.
  ///   - places: of those that the tree is to join.
  ///   - tree: of the level.
  init?(_ members: [Int32], _ places: [Int32], _ tree: LevelTree) {
    self.places = places
    let its = places.map { members[Int($0)] }
    parent = [Int32](repeating: -1, count: its.count)
    up = its.map { tree.up[Int($0)] }
    down = its.map { tree.down[Int($0)] }
    let depth = tree.depth[Int(its[0])]
    var layer = its
    var first = 0
    var left = depth
    guard its.allSatisfy({ tree.depth[Int($0)] == depth && tree.parent[Int($0)] >= 0 }) else {
      return nil
    }
    while layer.count > 1 {
      guard left > 0 else { return nil }
      left -= 1
      var above: [Int32] = []
      var numbers = NodeNumbers()
      let base = first + layer.count
      for (place, node) in layer.enumerated() {
        let high = tree.parent[Int(node)]
        let number = numbers.number(of: high)
        if number == above.count { above.append(high) }
        parent[first + place] = Int32(base + number)
      }
      for node in above {
        parent.append(-1)
        up.append(tree.up[Int(node)])
        down.append(tree.down[Int(node)])
      }
      first = base
      layer = above
    }
  }

  /// All members on one switch of a level.
  private init(flat members: [Int32], _ tree: LevelTree) {
    places = (0..<Int32(members.count)).map { $0 }
    parent = [Int32](repeating: Int32(members.count), count: members.count) + [-1]
    let nodes = members + [tree.parent[Int(members[0])]]
    up = nodes.map { tree.up[Int($0)] }
    down = nodes.map { tree.down[Int($0)] }
  }

  /// The trees on which all members of a group meet each other, one for each domain of each level;
  /// nil where some meet on no tree, or there are too many pairs that one level leaves to another.
  static func all(_ members: [Int32], in fabric: FabricBundles) -> [GroupTree]? {
    guard members.count > 1 else { return [] }
    if let level = fabric.flatLevel(of: members), case .tree(let tree) = fabric.levels[level] {
      return [GroupTree(flat: members, tree)]
    }
    var trees: [GroupTree] = []
    var pairs = 0
    for (row, level) in fabric.levels.enumerated() {
      let blocks =
        fabric.blocks.isEmpty
        ? [(0..<Int32(members.count)).map { $0 }] : blocks(members, in: fabric.blocks[row])
      for places in blocks where places.count > 1 {
        let inner =
          row == 0 || fabric.blocks.isEmpty
          ? [] : self.blocks(places.map { members[Int($0)] }, in: fabric.blocks[row - 1])
        // All meet at an inner level.
        guard inner.count != 1 else { continue }
        guard case .tree(let tree) = level, var joined = GroupTree(members, places, tree) else {
          return nil
        }
        if inner.contains(where: { $0.count > 1 }) {
          joined.mates = [[Int32]](repeating: [], count: places.count)
          for block in inner {
            pairs += block.count * (block.count - 1)
            guard pairs <= Refinement.mostPairs else { return nil }
            for place in block { joined.mates[Int(place)] = block.filter { $0 != place } }
          }
        }
        trees.append(joined)
      }
    }
    return trees
  }

  /// The only tree that all members of a group meet on; nil where there is none, or several.
  static func one(_ members: [Int32], in fabric: FabricBundles) -> GroupTree? {
    guard let trees = all(members, in: fabric), trees.count == 1, trees[0].mates.isEmpty,
      trees[0].places.count == members.count
    else { return nil }
    return trees[0]
  }

  /// Whether no bundle but those to the root has several links.
  func hasSingleLinksBelowTop(_ fabric: FabricBundles) -> Bool {
    (0..<count).allSatisfy { node in
      parent[node] < 0 || Int(parent[node]) == count - 1
        || (fabric.linkCount[Int(up[node])] == 1 && fabric.linkCount[Int(down[node])] == 1)
    }
  }

  /// The bundles of the way between two members.
  func way(from place: Int32, to other: Int32) -> [Int32] {
    var ups: [Int32] = []
    var downs: [Int32] = []
    var (low, high) = (Int(place), Int(other))
    while low != high {
      ups.append(up[low])
      downs.append(down[high])
      low = Int(parent[low])
      high = Int(parent[high])
    }
    return ups + downs.reversed()
  }

  /// Places by domain, in the order in which domains appear.
  private static func blocks(_ members: [Int32], in domain: DomainBlocks) -> [[Int32]] {
    let own = domain.block(of: Int(members[0]))
    if members.allSatisfy({ domain.block(of: Int($0)) == own }) {
      return [(0..<Int32(members.count)).map { $0 }]
    }
    var numbers = NodeNumbers()
    var found: [[Int32]] = []
    for (place, member) in members.enumerated() {
      let number = numbers.number(of: Int32(domain.block(of: Int(member))))
      if number == found.count { found.append([]) }
      found[number].append(Int32(place))
    }
    return found
  }

  /// Numbers for nodes in the order in which they appear; neighbours mostly repeat the last.
  private struct NodeNumbers {
    private var rows: [Int32: Int] = [:]
    private var last: (node: Int32, row: Int) = (-1, -1)

    mutating func number(of node: Int32) -> Int {
      if node == last.node { return last.row }
      let row = rows[node] ?? rows.count
      rows[node] = row
      last = (node, row)
      return row
    }
  }
}
