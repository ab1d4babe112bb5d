// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// The nodes that each node has a link to or from, in the order of the links.
struct Neighbours: Sendable {
  private let starts: [Int32]
  private let others: [Int32]

  init(_ cluster: Cluster) {
    let links = cluster.links
    var starts = [Int32](repeating: 0, count: cluster.nodes.count + 1)
    for link in 0..<links.count {
      starts[Int(links.from[link]) + 1] += 1
      starts[Int(links.to[link]) + 1] += 1
    }
    for node in 0..<cluster.nodes.count { starts[node + 1] += starts[node] }
    var next = starts
    var others = [Int32](repeating: 0, count: 2 * links.count)
    for link in 0..<links.count {
      let (from, to) = (links.from[link], links.to[link])
      others[Int(next[Int(from)])] = to
      others[Int(next[Int(to)])] = from
      next[Int(from)] += 1
      next[Int(to)] += 1
    }
    self.starts = starts
    self.others = others
  }

  subscript(node: Int32) -> ArraySlice<Int32> {
    others[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
  }
}

/// Nodes that hang together, found by joining ends of links one after the other.
struct Components: Sendable {
  private var parent: [Int32]

  init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

  mutating func root(of node: Int32) -> Int32 {
    var node = node
    while parent[Int(node)] != node {
      parent[Int(node)] = parent[Int(parent[Int(node)])]
      node = parent[Int(node)]
    }
    return node
  }

  /// The lower number stands for both.
  mutating func join(_ a: Int32, _ b: Int32) {
    let (a, b) = (root(of: a), root(of: b))
    if a != b { parent[Int(max(a, b))] = min(a, b) }
  }

  /// What stands for each member.
  mutating func labels() -> [Int32] { (0..<Int32(parent.count)).map { root(of: $0) } }
}

/// Nested groups by domain: what links of a domain and of those inside it join.
struct DomainLevels: Sendable {
  struct Level: Sendable {
    let domain: Int
    /// The lowest node of the group of each node.
    let groupOfNode: [Int32]
  }

  /// Innermost first; each joins some accelerators that the one before does not.
  private(set) var levels: [Level] = []

  init(_ cluster: Cluster) {
    let links = cluster.links
    var components = Components(count: cluster.nodes.count)
    var linksOfDomain = [[Int]](repeating: [], count: cluster.domains.count)
    for link in 0..<links.count { linksOfDomain[Int(links.domain[link])].append(link) }
    var before = cluster.nodes.acceleratorCount
    for (domain, members) in linksOfDomain.enumerated() {
      for link in members { components.join(links.from[link], links.to[link]) }
      let labels = components.labels()
      // Accelerators have the lowest numbers, so one stands for every group that holds any.
      let groups = (0..<cluster.nodes.acceleratorCount).count { labels[$0] == Int32($0) }
      let level = Level(domain: domain, groupOfNode: labels)
      if groups < before {
        levels.append(level)
      } else if !levels.isEmpty {
        // Switches or NICs joined groups that were there.
        levels[levels.count - 1] = Level(
          domain: levels[levels.count - 1].domain, groupOfNode: labels)
      }
      before = groups
    }
  }
}
