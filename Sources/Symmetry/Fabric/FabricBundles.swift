// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// The directed links of a cluster, those that always carry the same put together, and what is known
/// of the ways of each level.
struct FabricBundles: Sendable {
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

  let levels: [Level]
  private let links: LinkTable
  private let acceleratorCount: Int
  /// Accelerators in a group of each level, innermost first; empty where the fabric is a graph.
  let spans: [Int]

  var count: Int { firstLink.count }

  init(_ cluster: Cluster) {
    var builder = BundleBuilder(cluster)
    links = cluster.links
    acceleratorCount = cluster.accelerators.count
    switch cluster.routing {
    case .graph(let forwards):
      spans = []
      levels = [forwards ? .routed : builder.level { _ in true }]
    case .domains(let spans, let forwards):
      self.spans = spans
      levels = forwards.enumerated().map { row, forwards in
        forwards ? .routed : builder.level { $0 == Int32(row) }
      }
    }
    (bundleOfLink, firstLink, linkCount) = builder.finish()
  }

  /// Links into accelerators lose by incast.
  func endsAtAccelerator(_ bundle: Int) -> Bool {
    Int(links.to[Int(firstLink[bundle])]) < acceleratorCount
  }

  /// Whether two bundles differ in nothing that a flow meets.
  func areAlike(_ a: Int, _ b: Int) -> Bool {
    linkCount[a] == linkCount[b] && endsAtAccelerator(a) == endsAtAccelerator(b)
      && links.haveSameValues(Int(firstLink[a]), Int(firstLink[b]))
  }

  /// The innermost level that holds both.
  @inline(__always)
  func level(_ a: Int32, _ b: Int32) -> Int {
    for (row, span) in spans.enumerated() where Int(a) / span == Int(b) / span { return row }
    return 0
  }
}
