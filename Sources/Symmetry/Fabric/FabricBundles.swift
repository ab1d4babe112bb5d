// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// The directed links of a cluster, those that always carry the same put together, and what is known
/// of the ways of each level.
///
/// It depends on the cluster alone: runs on one cluster may share it.
package struct FabricBundles: Sendable {
  enum Level: Sendable {
    case tree(LevelTree)
    /// Ways are asked of the router, one by one.
    case routed
  }

  let bundleOfLink: [Int32]
  // One entry per bundle.
  /// The link that stands for the others: all have its values.
  let firstLink: [Int32]
  let linkCount: [Int32]

  /// Bundles of one kind differ in nothing that a flow meets.
  let kind: [Int32]
  /// The accelerator that a bundle belongs to, where it is one's own on a tree; -1 for others.
  let owner: [Int32]
  /// Where a bundle is on a tree: twice its depth, and one more where it leads down; -1 for others.
  let rung: [Int32]

  let levels: [Level]
  /// Accelerators that lie together, by level, innermost first; empty where the fabric is a graph.
  let blocks: [DomainBlocks]

  /// By accelerator, the kind that it is of; empty where all are alike.
  let acceleratorGroup: [Int32]

  var count: Int { firstLink.count }

  /// Looks at every link of a cluster; linear in their number.
  package init(_ cluster: Cluster) {
    acceleratorGroup = cluster.accelerators.groupOf
    var builder = BundleBuilder(cluster)
    switch cluster.routing {
    case .graph(let forwards):
      blocks = []
      let isSearched = forwards || !cluster.takesShortest(0)
      levels = [isSearched ? .routed : builder.level { _ in true }]
    case .nested(let blocks, let forwards):
      self.blocks = blocks
      levels = forwards.enumerated().map { row, forwards in
        forwards || !cluster.takesShortest(row) ? .routed : builder.level { $0 == Int32(row) }
      }
    }
    (bundleOfLink, firstLink, linkCount) = builder.finish()
    kind = BundleKinds(cluster, firstLink, linkCount).kind
    var owner = [Int32](repeating: -1, count: firstLink.count)
    var rung = owner
    for level in levels {
      guard case .tree(let tree) = level else { continue }
      for node in tree.parent.indices where tree.parent[node] >= 0 {
        rung[Int(tree.up[node])] = 2 * tree.depth[node]
        rung[Int(tree.down[node])] = 2 * tree.depth[node] + 1
        guard node < cluster.accelerators.count else { continue }
        owner[Int(tree.up[node])] = Int32(node)
        owner[Int(tree.down[node])] = Int32(node)
      }
    }
    self.rung = rung
    self.owner = owner
  }

  /// The innermost level that holds both.
  @inline(__always)
  func level(_ a: Int32, _ b: Int32) -> Int {
    for (row, blocks) in blocks.enumerated()
    where blocks.block(of: Int(a)) == blocks.block(of: Int(b)) { return row }
    return 0
  }
}
