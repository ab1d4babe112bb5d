// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How far every node that passes messages on is from one node, and over how many ways.
///
/// Only the nodes of one level have an entry: accelerators that pass nothing on are mostly many more
/// than the switches, and what holds for them follows from the nodes that they reach.
struct DistanceTable: Sendable {
  let target: Int32
  /// Those with an entry.
  let nodes: Range<Int32>
  /// Links to the target; -1 where no path leads there.
  private var hops: [Int32]
  /// Shortest paths; parallel links count apart. A double: tori have more than 2⁶³.
  private var paths: [Double]

  /// - Parameters:
  ///   - target: may lie outside `nodes`.
  ///   - nodes: those with an entry.
  init(target: Int32, nodes: Range<Int32>) {
    self.target = target
    self.nodes = nodes
    hops = [Int32](repeating: -1, count: nodes.count)
    paths = [Double](repeating: 0, count: nodes.count)
    if nodes.contains(target) { set(target, hops: 0, paths: 1) }
  }

  /// Links from a node to the target, or -1.
  func hops(from node: Int32) -> Int32 {
    node == target ? 0 : hasEntry(node) ? hops[Int(node - nodes.lowerBound)] : -1
  }

  /// Shortest paths from a node to the target.
  func paths(from node: Int32) -> Double {
    node == target ? 1 : hasEntry(node) ? paths[Int(node - nodes.lowerBound)] : 0
  }

  func hasEntry(_ node: Int32) -> Bool { nodes.contains(node) }

  mutating func set(_ node: Int32, hops: Int32, paths: Double) {
    self.hops[Int(node - nodes.lowerBound)] = hops
    self.paths[Int(node - nodes.lowerBound)] = paths
  }
}
