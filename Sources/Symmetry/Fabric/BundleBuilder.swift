// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Finds the trees of a cluster's levels, and numbers the bundles.
///
/// Switches that shortest paths use alike are one node (``SwitchClasses``). A level is a tree when
/// every accelerator then hangs on one node and the nodes have no cycle.
struct BundleBuilder {
  private let links: LinkTable
  private let accelerators: Int
  private let nodes: Int
  private var bundleOfLink: [Int32]
  private var firstLink: [Int32] = []
  private var linkCount: [Int32] = []

  init(_ cluster: Cluster) {
    links = cluster.links
    accelerators = cluster.accelerators.count
    nodes = cluster.nodes.count
    bundleOfLink = [Int32](repeating: -1, count: cluster.links.count)
  }

  /// Numbers what no tree took: every link for itself.
  mutating func finish() -> (bundleOfLink: [Int32], firstLink: [Int32], linkCount: [Int32]) {
    for link in bundleOfLink.indices where bundleOfLink[link] < 0 {
      bundleOfLink[link] = Int32(firstLink.count)
      firstLink.append(Int32(link))
      linkCount.append(1)
    }
    return (bundleOfLink, firstLink, linkCount)
  }

  /// The level of the links of some domains, as a tree where it is one.
  mutating func level(_ isOfLevel: (Int32) -> Bool) -> FabricBundles.Level {
    var members: [Int32] = []
    for link in 0..<links.count where isOfLevel(links.domain[link]) { members.append(Int32(link)) }
    let first = SwitchClasses(links, members, accelerators: accelerators, nodes: nodes).first
    guard let edges = edges(members, first) else { return .routed }
    guard let tree = tree(edges) else { return .routed }
    for edge in edges {
      firstLink.append(edge.link)
      linkCount.append(edge.count)
    }
    return .tree(tree)
  }

  /// All links from one node to another, switches that are used alike as one.
  struct Edge {
    var from: Int32
    var to: Int32
    /// The first of them.
    var link: Int32
    var count: Int32
  }

  /// The edges in the order of their first links; nil where links of one edge differ, or two
  /// accelerators are joined. Numbers the bundles of the links, which hold if the level is a tree.
  private mutating func edges(_ members: [Int32], _ first: [Int32]) -> [Edge]? {
    var edges: [Edge] = []
    var rows: [UInt64: Int32] = [:]
    // The two directions of the pair that was met last.
    var recent: [(key: UInt64, row: Int32)] = [(.max, -1), (.max, -1)]
    var rowOfMember: [Int32] = []
    rowOfMember.reserveCapacity(members.count)
    // An accelerator's edges are found without a table: it may have one each way.
    var leaving = [Int32](repeating: -1, count: accelerators)
    var entering = leaving
    for link in members {
      let from = first[Int(links.from[Int(link)])]
      let to = first[Int(links.to[Int(link)])]
      if Int(from) < accelerators && Int(to) < accelerators { return nil }
      var row: Int32 = -1
      var key: UInt64 = 0
      if Int(from) < accelerators {
        row = leaving[Int(from)]
        if row >= 0, edges[Int(row)].to != to { return nil }
      } else if Int(to) < accelerators {
        row = entering[Int(to)]
        if row >= 0, edges[Int(row)].from != from { return nil }
      } else {
        key = UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
        row =
          recent[0].key == key
          ? recent[0].row : recent[1].key == key ? recent[1].row : rows[key] ?? -1
      }
      if row < 0 {
        row = Int32(edges.count)
        edges.append(Edge(from: from, to: to, link: link, count: 0))
        if Int(from) < accelerators {
          leaving[Int(from)] = row
        } else if Int(to) < accelerators {
          entering[Int(to)] = row
        } else {
          rows[key] = row
        }
      }
      if Int(from) >= accelerators && Int(to) >= accelerators && recent[0].key != key {
        recent = [(key, row), recent[0]]
      }
      guard links.haveSameValues(Int(link), Int(edges[Int(row)].link)) else { return nil }
      edges[Int(row)].count += 1
      rowOfMember.append(row)
    }
    let base = Int32(firstLink.count)
    for (place, link) in members.enumerated() {
      bundleOfLink[Int(link)] = base + rowOfMember[place]
    }
    return edges
  }

  /// The forest of the edges; nil where they have a cycle or go one way only. Then their bundles are
  /// forgotten.
  private mutating func tree(_ edges: [Edge]) -> LevelTree? {
    let base = Int32(firstLink.count)
    guard let tree = ForestFinder(edges, base: base, accelerators: accelerators, nodes: nodes).tree
    else {
      for link in bundleOfLink.indices where bundleOfLink[link] >= base { bundleOfLink[link] = -1 }
      return nil
    }
    return tree
  }
}

extension LinkTable {
  /// Whether two links differ in nothing that a flow meets.
  func haveSameValues(_ a: Int, _ b: Int) -> Bool {
    rate[a] == rate[b] && latency[a] == latency[b] && dynamicEnergy[a] == dynamicEnergy[b]
      && technology[a] == technology[b] && domain[a] == domain[b]
  }
}
