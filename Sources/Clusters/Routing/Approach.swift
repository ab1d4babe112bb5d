// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hops and shortest paths to one node: from a search, or in closed form.
enum Distances: Sendable {
  case table(DistanceTable)
  case grid(GridDistance)
  /// Those to the node at the same place of the first group, so many groups back.
  case turned(DistanceTable, NodeRotation, back: Int32)

  var target: Int32 {
    switch self {
    case .table(let table): table.target
    case .grid(let grid): grid.target
    case .turned(let table, let rotation, let back):
      rotation.turned(table.target, back: rotation.groups - back)
    }
  }

  func hops(from node: Int32) -> Int32 {
    switch self {
    case .table(let table): table.hops(from: node)
    case .grid(let grid): grid.hops(from: node)
    case .turned(let table, let rotation, let back):
      rotation.nodes.contains(node) ? table.hops(from: rotation.turned(node, back: back)) : -1
    }
  }

  func paths(from node: Int32) -> Double {
    switch self {
    case .table(let table): table.paths(from: node)
    case .grid(let grid): grid.paths(from: node)
    case .turned(let table, let rotation, let back):
      rotation.nodes.contains(node) ? table.paths(from: rotation.turned(node, back: back)) : 0
    }
  }

  func hasEntry(_ node: Int32) -> Bool {
    switch self {
    case .table(let table): table.hasEntry(node)
    case .grid(let grid): grid.hasEntry(node)
    case .turned(_, let rotation, _): rotation.nodes.contains(node)
    }
  }
}

/// How far nodes are from a destination: what a table says of it, or of the one switch before it.
struct Approach: Sendable {
  let destination: Int32
  let distances: Distances

  /// Links beyond the table's target: 1 where that is the switch before the destination, else 0.
  private let beyond: Int32

  init(to destination: Int32, _ distances: Distances) {
    self.destination = destination
    self.distances = distances
    beyond = distances.target == destination ? 0 : 1
  }

  /// Links from a node to the destination, or -1.
  func hops(from node: Int32) -> Int32 {
    guard node != destination else { return 0 }
    let hops = distances.hops(from: node)
    return hops < 0 ? hops : hops + beyond
  }

  /// Shortest paths from a node to the destination.
  func paths(from node: Int32) -> Double {
    guard node != destination else { return 1 }
    return distances.paths(from: node)
  }

  func hasEntry(_ node: Int32) -> Bool { distances.hasEntry(node) }
}
