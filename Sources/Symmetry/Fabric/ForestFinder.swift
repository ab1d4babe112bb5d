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
    var parent = [Int32](repeating: -1, count: nodes)
    var up = parent
    var down = parent
    // Edges between switches by their ends; those of accelerators are entered at once.
    var between: [Int32: [(far: Int32, bundle: Int32)]] = [:]
    var inward: [UInt64: Int32] = [:]
    for (row, edge) in edges.enumerated() {
      let bundle = base + Int32(row)
      if Int(edge.from) < accelerators {
        guard parent[Int(edge.from)] < 0 || parent[Int(edge.from)] == edge.to else { return }
        parent[Int(edge.from)] = edge.to
        up[Int(edge.from)] = bundle
      } else if Int(edge.to) < accelerators {
        guard parent[Int(edge.to)] < 0 || parent[Int(edge.to)] == edge.from else { return }
        parent[Int(edge.to)] = edge.from
        down[Int(edge.to)] = bundle
      } else {
        between[edge.from, default: []].append((edge.to, bundle))
        inward[Self.key(edge.from, edge.to)] = bundle
      }
    }
    for node in 0..<accelerators where (up[node] < 0) != (down[node] < 0) { return }
    guard
      Self.order(between, inward, &parent, &up, &down)
    else { return }
    var depth = [Int32](repeating: 0, count: nodes)
    func find(_ node: Int) -> Int32 {
      var steps: Int32 = 0
      var at = node
      while parent[at] >= 0 {
        steps += 1
        at = Int(parent[at])
      }
      return steps
    }
    for node in accelerators..<nodes where parent[node] >= 0 { depth[node] = find(node) }
    for node in 0..<accelerators where parent[node] >= 0 {
      depth[node] = depth[Int(parent[node])] + 1
    }
    tree = LevelTree(parent: parent, up: up, down: down, depth: depth)
  }

  private static func key(_ from: Int32, _ to: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
  }

  /// Takes switches away from the outside in: what is left of each tree last is its middle. False
  /// where a cycle stays, or an edge goes one way.
  private static func order(
    _ between: [Int32: [(far: Int32, bundle: Int32)]], _ inward: [UInt64: Int32],
    _ parent: inout [Int32], _ up: inout [Int32], _ down: inout [Int32]
  ) -> Bool {
    let switches = between.keys.sorted()
    var open: [Int32: Int] = [:]
    for node in switches {
      for (far, _) in between[node] ?? [] where inward[key(far, node)] == nil { return false }
      open[node] = between[node]?.count ?? 0
    }
    for (far, near) in between.values.joined().map({ ($0.far, $0.bundle) }) where open[far] == nil {
      _ = near
      return false
    }
    var ring = switches.filter { open[$0] == 1 }
    var isTaken: Set<Int32> = []
    var taken = 0
    while !ring.isEmpty {
      var next: [Int32] = []
      for node in ring where !isTaken.contains(node) {
        // Of the last two, the first becomes the other's child.
        guard let above = between[node]?.first(where: { !isTaken.contains($0.far) }) else {
          continue
        }
        isTaken.insert(node)
        taken += 1
        parent[Int(node)] = above.far
        up[Int(node)] = above.bundle
        down[Int(node)] = inward[key(above.far, node)] ?? -1
        open[above.far, default: 0] -= 1
        if open[above.far] == 1 { next.append(above.far) }
      }
      ring = next.sorted()
    }
    // What was not taken is a root, or part of a cycle.
    return switches.allSatisfy { isTaken.contains($0) || open[$0] == 0 }
  }
}
