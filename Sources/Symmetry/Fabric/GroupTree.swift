// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The part of a level's tree that joins the members of a group.
///
/// Nodes are numbered so that a parent comes after its children: the members come first, in their
/// order.
struct GroupTree {
  /// -1 at the root.
  private(set) var parent: [Int32]
  /// Bundles to the parent and from it.
  private(set) var up: [Int32]
  private(set) var down: [Int32]

  var count: Int { parent.count }

  /// Nil where the members' ways to each other are not all on one tree of one level, or one of them
  /// hangs at another depth than the others.
  init?(_ members: [Int32], in fabric: FabricBundles) {
    guard members.count > 1, let row = Self.level(of: members, in: fabric),
      case .tree(let tree) = fabric.levels[row]
    else { return nil }
    parent = [Int32](repeating: -1, count: members.count)
    up = members.map { tree.up[Int($0)] }
    down = members.map { tree.down[Int($0)] }
    let depth = tree.depth[Int(members[0])]
    var layer = members
    var first = 0
    var left = depth
    guard members.allSatisfy({ tree.depth[Int($0)] == depth && tree.parent[Int($0)] >= 0 }) else {
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

  /// The level at which all members meet each other; nil where some meet at another.
  private static func level(of members: [Int32], in fabric: FabricBundles) -> Int? {
    guard !fabric.spans.isEmpty else { return 0 }
    let first = Int(members[0])
    guard let outer = fabric.spans.firstIndex(where: { span in
      members.allSatisfy { Int($0) / span == first / span }
    }) else { return nil }
    guard outer > 0 else { return 0 }
    var seen: Set<Int> = []
    for member in members where !seen.insert(Int(member) / fabric.spans[outer - 1]).inserted {
      return nil
    }
    return outer
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
