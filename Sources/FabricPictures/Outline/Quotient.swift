// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Groups and switches of one level as vertices, and which of them are joined.
struct Quotient: Sendable {
  struct Edge: Hashable, Sendable, Comparable {
    /// Vertices, the lower first: children, then switches.
    let a: Int32
    let b: Int32

    init(_ a: Int32, _ b: Int32) { (self.a, self.b) = (min(a, b), max(a, b)) }

    static func < (x: Self, y: Self) -> Bool { (x.a, x.b) < (y.a, y.b) }
  }

  let children: [FabricGroup]
  let switches: [Int32]
  /// In order, each once.
  let edges: [Edge]

  private var count: Int { children.count + switches.count }

  /// - Parameters:
  ///   - children: groups that stand for all nodes inside them.
  ///   - switches: nodes beside them.
  ///   - neighbours: of every node.
  ///   - scratch: one entry a node, -1 before and after.
  init(
    _ children: [FabricGroup], _ switches: [Int32], _ neighbours: Neighbours,
    scratch: inout [Int32]
  ) {
    let members = children.map(\.nodes) + switches.map { [$0] }
    for (vertex, nodes) in members.enumerated() {
      for node in nodes { scratch[Int(node)] = Int32(vertex) }
    }
    var edges: [Edge] = []
    for (vertex, nodes) in members.enumerated() {
      for node in nodes {
        for other in neighbours[node] where scratch[Int(other)] > Int32(vertex) {
          edges.append(Edge(Int32(vertex), scratch[Int(other)]))
        }
      }
    }
    for nodes in members { for node in nodes { scratch[Int(node)] = -1 } }
    self.init(children: children, switches: switches, edges: edges)
  }

  init(children: [FabricGroup], switches: [Int32], edges: [Edge]) {
    self.children = children
    self.switches = switches
    var unique: [Edge] = []
    for edge in edges.sorted() where edge != unique.last { unique.append(edge) }
    self.edges = unique
  }

  /// Vertices of switches by their distance from the nearest child; of equally far ones, NICs first.
  func tiers(_ kinds: [NodeKind]) -> [[Int32]] {
    var around = [[Int32]](repeating: [], count: count)
    for edge in edges {
      around[Int(edge.a)].append(edge.b)
      around[Int(edge.b)].append(edge.a)
    }
    var distance = [Int](repeating: count, count: count)
    var front = (0..<Int32(children.count)).map { $0 }
    for vertex in front { distance[Int(vertex)] = 0 }
    while !front.isEmpty {
      var next: [Int32] = []
      for vertex in front {
        for other in around[Int(vertex)] where distance[Int(other)] == count {
          distance[Int(other)] = distance[Int(vertex)] + 1
          next.append(other)
        }
      }
      front = next
    }
    func isNIC(_ vertex: Int32) -> Bool {
      kinds[Int(switches[Int(vertex) - children.count])] == .nic
    }
    let vertices = (Int32(children.count)..<Int32(count)).map { $0 }
    let keys = vertices.map { 2 * distance[Int($0)] + (isNIC($0) ? 0 : 1) }
    return Set(keys).sorted().map { key in zip(vertices, keys).filter { $0.1 == key }.map(\.0) }
  }

  /// What hangs together when some vertices and some edges are taken away.
  ///
  /// - Parameters:
  ///   - vertices: to take away.
  ///   - isKept: whether an edge stays.
  /// - Returns: each part, and the part of every vertex; -1 for one taken away.
  func parts(
    without vertices: [Int32], where isKept: (Edge) -> Bool = { _ in true }
  ) -> (parts: [Quotient], partOfVertex: [Int32]) {
    let removed = Set(vertices)
    let kept = edges.filter { !removed.contains($0.a) && !removed.contains($0.b) && isKept($0) }
    var components = Components(count: count)
    for edge in kept { components.join(edge.a, edge.b) }
    let labels = components.labels()
    var rows = [Int32](repeating: -1, count: count)
    var members: [[Int32]] = []
    var partOfVertex = [Int32](repeating: -1, count: count)
    var placeInPart = partOfVertex
    for vertex in 0..<Int32(count) where !removed.contains(vertex) {
      let label = Int(labels[Int(vertex)])
      if rows[label] < 0 {
        rows[label] = Int32(members.count)
        members.append([])
      }
      partOfVertex[Int(vertex)] = rows[label]
      placeInPart[Int(vertex)] = Int32(members[Int(rows[label])].count)
      members[Int(rows[label])].append(vertex)
    }
    var edgesOfPart = [[Edge]](repeating: [], count: members.count)
    for edge in kept {
      edgesOfPart[Int(partOfVertex[Int(edge.a)])].append(
        Edge(placeInPart[Int(edge.a)], placeInPart[Int(edge.b)]))
    }
    let parts = zip(members, edgesOfPart).map { vertices, edges in
      Quotient(
        children: vertices.filter { $0 < children.count }.map { children[Int($0)] },
        switches: vertices.filter { $0 >= children.count }
          .map { switches[Int($0) - children.count] }, edges: edges)
    }
    return (parts, partOfVertex)
  }
}
