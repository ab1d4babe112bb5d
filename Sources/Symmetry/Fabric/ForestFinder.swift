// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Makes trees of the edges of a level, each rooted in its middle.
struct ForestFinder {
  /// Nil where the edges have a cycle, or one has no counterpart the other way.
  private(set) var tree: LevelTree?

  /// - Parameters:
  ///   - edges: each direction once.
  ///   - base: the bundle of the first edge.
  ///   - accelerators: nodes below are accelerators, which have one neighbour at most.
  ///   - nodes: of the cluster.
  init(_ edges: [BundleBuilder.Edge], base: Int32, accelerators: Int, nodes: Int) {
    var tree = LevelTree(
      parent: [Int32](repeating: -1, count: nodes), up: [Int32](repeating: -1, count: nodes),
      down: [Int32](repeating: -1, count: nodes), depth: [Int32](repeating: 0, count: nodes))
    var switches = Switches()
    for (row, edge) in edges.enumerated() {
      let bundle = base + Int32(row)
      if Int(edge.from) < accelerators {
        guard tree.join(edge.from, to: edge.to) else { return }
        tree.up[Int(edge.from)] = bundle
      } else if Int(edge.to) < accelerators {
        guard tree.join(edge.to, to: edge.from) else { return }
        tree.down[Int(edge.to)] = bundle
      } else {
        switches.add(edge, bundle)
      }
    }
    for node in 0..<accelerators where (tree.up[node] < 0) != (tree.down[node] < 0) { return }
    guard switches.areJoinedBothWays, let outsideIn = switches.peel(&tree) else { return }
    // A parent is taken away after its children: the other way around it comes first.
    for node in outsideIn.reversed() {
      tree.depth[Int(node)] = tree.depth[Int(tree.parent[Int(node)])] + 1
    }
    for node in 0..<accelerators where tree.parent[node] >= 0 {
      tree.depth[node] = tree.depth[Int(tree.parent[node])] + 1
    }
    self.tree = tree
  }
}

extension LevelTree {
  /// Hangs an accelerator on a switch; false where it hangs on another.
  fileprivate mutating func join(_ accelerator: Int32, to node: Int32) -> Bool {
    let known = parent[Int(accelerator)]
    guard known < 0 || known == node else { return false }
    parent[Int(accelerator)] = node
    return true
  }
}

/// The switches of a level and the edges between them.
private struct Switches {
  private struct Ends: Hashable {
    var from: Int32
    var to: Int32
  }

  /// The nodes that a switch has edges to, in the order of the edges.
  private var neighbours: [Int32: [Int32]] = [:]
  private var bundles: [Ends: Int32] = [:]

  mutating func add(_ edge: BundleBuilder.Edge, _ bundle: Int32) {
    neighbours[edge.from, default: []].append(edge.to)
    bundles[Ends(from: edge.from, to: edge.to)] = bundle
  }

  var areJoinedBothWays: Bool {
    bundles.keys.allSatisfy { bundles[Ends(from: $0.to, to: $0.from)] != nil }
  }

  /// Takes switches away from the outside in: what is left of each tree last is its middle, the root.
  ///
  /// - Parameter tree: gets the parent of each switch that is taken, and the bundles between.
  /// - Returns: the switches that have a parent, in the order in which they were taken; nil where a
  ///   cycle stays.
  func peel(_ tree: inout LevelTree) -> [Int32]? {
    let switches = neighbours.keys.sorted()
    // Neighbours that are still there.
    var open = neighbours.mapValues(\.count)
    var taken: [Int32] = []
    var isTaken: Set<Int32> = []
    var outermost = switches.filter { open[$0] == 1 }
    while !outermost.isEmpty {
      var next: [Int32] = []
      // Of the last two, the first becomes the other's child, which then has no neighbour left.
      for node in outermost where open[node] == 1 {
        guard let above = neighbours[node]?.first(where: { !isTaken.contains($0) }) else {
          preconditionFailure("switch \(node) has a neighbour and none that is there")
        }
        taken.append(node)
        isTaken.insert(node)
        tree.parent[Int(node)] = above
        tree.up[Int(node)] = bundles[Ends(from: node, to: above)] ?? -1
        tree.down[Int(node)] = bundles[Ends(from: above, to: node)] ?? -1
        open[above, default: 0] -= 1
        if open[above] == 1 { next.append(above) }
      }
      outermost = next.sorted()
    }
    return switches.allSatisfy { isTaken.contains($0) || open[$0] == 0 } ? taken : nil
  }
}
