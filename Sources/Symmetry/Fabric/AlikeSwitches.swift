// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

extension Cluster {
  /// The cluster with switches that shortest paths use alike as one, and all links of a kind from one
  /// to another as one of their summed rate.
  ///
  /// By `SwitchClasses` traffic spreads over the members of a class in equal parts, so that what it
  /// takes of the summed rate is what it takes of each link's. Ways are as long as before and have few
  /// links. Where two kinds of links join the same classes, traffic spreads over kinds by their
  /// numbers in one cluster and evenly in the other. Domains whose messages do not take all shortest
  /// paths stay as they are.
  ///
  /// - Returns: a cluster with the same nodes, most of them without links; devices and what they draw
  ///   are not to be read from it.
  package func joiningAlikeSwitches() -> Cluster {
    let count = nodes.count
    var standsFor = (0..<Int32(count)).map { $0 }
    let levels =
      switch routing {
      case .graph: 1
      case .nested(let blocks, _): blocks.count
      }
    var joins: [Bool] = []
    for level in 0..<levels {
      joins.append(takesShortest(level))
      guard joins[level] else { continue }
      let members = (0..<Int32(links.count)).filter { isOfLevel(Int($0), level) }
      let first = SwitchClasses(
        links, members, accelerators: nodes.acceleratorCount, nodes: count
      ).first
      for node in 0..<count where first[node] != Int32(node) {
        // One with links of two levels would be of two classes.
        guard standsFor[node] == Int32(node) else { return self }
        standsFor[node] = first[node]
      }
    }
    var cluster = self
    cluster.links = joined(standsFor, joins)
    return cluster
  }

  private func isOfLevel(_ link: Int, _ level: Int) -> Bool {
    if case .graph = routing { return true }
    return links.domain[link] == Int32(level)
  }

  private struct Kind: Hashable {
    var from: Int32
    var to: Int32
    /// The first link with these values.
    var like: Int32
  }

  private func joined(_ standsFor: [Int32], _ joins: [Bool]) -> LinkTable {
    var table = LinkTable()
    table.technologies = links.technologies
    var rows: [Kind: Int] = [:]
    var examples: [Int32] = []
    for link in 0..<links.count {
      let (from, to) = (standsFor[Int(links.from[link])], standsFor[Int(links.to[link])])
      let example =
        examples.first { links.haveSameValues(Int($0), link) } ?? Int32(link)
      if example == Int32(link) { examples.append(example) }
      var level = Int(links.domain[link])
      if case .graph = routing { level = 0 }
      let kind = Kind(from: from, to: to, like: joins[level] ? example : -1 - Int32(link))
      if let row = rows[kind] {
        table.rate[row] = table.rate[row] + links.rate[link]
        continue
      }
      rows[kind] = table.count
      table.from.append(from)
      table.to.append(to)
      table.rate.append(links.rate[link])
      table.latency.append(links.latency[link])
      table.dynamicEnergy.append(links.dynamicEnergy[link])
      table.staticPower.append(links.staticPower[link])
      table.technology.append(links.technology[link])
      table.domain.append(links.domain[link])
    }
    return table
  }
}
