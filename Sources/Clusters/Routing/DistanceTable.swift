// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How far every node that passes messages on is from one destination, and over how many ways.
///
/// Accelerators that pass nothing on have no entry: they are mostly many more than the switches, and
/// what holds for them follows from the nodes that they reach.
struct DistanceTable: Sendable {
  let destination: Int32
  /// The first node with an entry.
  let firstNode: Int32
  /// Links to the destination; -1 where no path leads there.
  private var hops: [Int32]
  /// Shortest paths; parallel links count apart. A double: tori have more than 2⁶³.
  private var paths: [Double]

  /// - Parameters:
  ///   - destination: may lie before `firstNode`.
  ///   - firstNode: of those with an entry.
  ///   - nodes: number of all nodes.
  init(destination: Int32, firstNode: Int32, nodes: Int) {
    self.destination = destination
    self.firstNode = firstNode
    hops = [Int32](repeating: -1, count: nodes - Int(firstNode))
    paths = [Double](repeating: 0, count: nodes - Int(firstNode))
    if destination >= firstNode { set(destination, hops: 0, paths: 1) }
  }

  /// Links from a node to the destination, or -1.
  func hops(from node: Int32) -> Int32 {
    node == destination ? 0 : node < firstNode ? -1 : hops[Int(node - firstNode)]
  }

  /// Shortest paths from a node to the destination.
  func paths(from node: Int32) -> Double {
    node == destination ? 1 : node < firstNode ? 0 : paths[Int(node - firstNode)]
  }

  func hasEntry(_ node: Int32) -> Bool { node >= firstNode }

  mutating func set(_ node: Int32, hops: Int32, paths: Double) {
    self.hops[Int(node - firstNode)] = hops
    self.paths[Int(node - firstNode)] = paths
  }
}

/// The links and accelerators that routes of one level may use.
struct RouteLevel: Sendable {
  /// Rows of `LinkTable.domain`.
  var domains: ClosedRange<Int32>
  /// Whether accelerators pass on what is not for them.
  var acceleratorsForward: Bool
}
