// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Groups of nodes around a circle, whose links look the same from each: what is found for the nodes
/// of one group holds for all, turned.
package struct NodeRotation: Sendable, Hashable {
  /// The first node of the first group.
  package var first: Int32
  /// Nodes of a group, one group after the other.
  package var each: Int32
  package var groups: Int32

  package init(first: Int32, each: Int32, groups: Int32) {
    self.first = first
    self.each = each
    self.groups = groups
  }

  var nodes: Range<Int32> { first..<first + each * groups }

  /// The group of a node; nil where it is in none.
  func group(of node: Int32) -> Int32? {
    nodes.contains(node) ? (node - first) / each : nil
  }

  /// The node at a node's place so many groups before it.
  func turned(_ node: Int32, back groups: Int32) -> Int32 {
    let place = node - first - groups * each
    return first + (place < 0 ? place + each * self.groups : place)
  }
}
