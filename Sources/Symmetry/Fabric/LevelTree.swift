// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One level of a fabric as a forest: accelerators are its leaves, and switches that stand for each
/// other are one node.
///
/// Between two accelerators of a tree there is one way: up to where their ways meet, and down. In
/// the fabric that is every shortest path at once, evenly split.
struct LevelTree: Sendable {
  // One entry per node of the cluster; of switches that stand for each other, the first counts.
  /// -1 at a root, and for nodes that the level does not join.
  var parent: [Int32]
  /// Bundles to the parent and from it.
  var up: [Int32]
  var down: [Int32]
  /// Steps to the root.
  var depth: [Int32]
}
