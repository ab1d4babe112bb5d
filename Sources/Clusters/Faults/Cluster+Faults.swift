// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Cluster {
  /// This cluster with some of its links failed or slow.
  ///
  /// Failed links are no longer in the table: links after them have smaller numbers. Two faults of
  /// one link add up. Accelerators that no way joins any more are seen when a route is asked for.
  ///
  /// - Parameter faults: in the numbers and names of this cluster.
  /// - Returns: the same nodes, devices and domains.
  /// - Throws: `ClusterError` for a node or link that is not there, or a factor out of range.
  package func withFaults(_ faults: [LinkFault]) throws(ClusterError) -> Cluster {
    let nodes = nodes(namedBy: faults)
    var remaining = [Double](repeating: 1, count: links.count)
    for (row, fault) in faults.enumerated() {
      let factor: Double
      switch fault.effect {
      case .failed: factor = 0
      case .slow(let part):
        guard part > 0, part <= 1 else {
          throw ClusterError("fault \(row + 1): a factor of \(part); allowed: above 0 to 1")
        }
        factor = part
      }
      for link in try links(at: fault.place, fault: row, nodes) { remaining[link] *= factor }
    }
    var faulty = self
    faulty.links = links.scaled(by: remaining)
    for row in faulty.domainRouting.indices { faulty.domainRouting[row].forgetRegularity() }
    faulty.isFaulty = isFaulty || !faults.isEmpty
    return faulty
  }

  /// Rows of the links that a fault names, one or more.
  private func links(
    at place: LinkFault.Place, fault: Int, _ nodes: [String: Int32]
  ) throws(ClusterError) -> [Int] {
    switch place {
    case .link(let link):
      guard links.from.indices.contains(Int(link.rawValue)) else {
        throw ClusterError(
          "fault \(fault + 1): no link \(link.rawValue); \(name) has links 0 to \(links.count - 1)")
      }
      return [Int(link.rawValue)]
    case .oneWay(let from, let to):
      return try links(from, to, fault, nodes)
    case .bothWays(let one, let other):
      return try links(one, other, fault, nodes) + links(other, one, fault, nodes)
    }
  }

  private func links(
    _ from: String, _ to: String, _ fault: Int, _ nodes: [String: Int32]
  ) throws(ClusterError) -> [Int] {
    guard let start = nodes[from], let end = nodes[to] else {
      throw ClusterError(
        "fault \(fault + 1): \(name) has no node \"\(nodes[from] == nil ? from : to)\"; nodes are "
          + "called such as \"\(self.nodes.name[0])\" or \"\(self.nodes.name[self.nodes.count - 1])\""
      )
    }
    let found = links.from.indices.filter { links.from[$0] == start && links.to[$0] == end }
    guard !found.isEmpty else {
      throw ClusterError("fault \(fault + 1): no link leads from \(from) to \(to)")
    }
    return found
  }

  /// Numbers of the nodes that faults name, without those that are not there. Looked up only.
  private func nodes(namedBy faults: [LinkFault]) -> [String: Int32] {
    let wanted = Set(
      faults.flatMap { fault in
        switch fault.place {
        case .link: [String]()
        case .oneWay(let from, let to): [from, to]
        case .bothWays(let one, let other): [one, other]
        }
      })
    guard !wanted.isEmpty else { return [:] }
    var found: [String: Int32] = [:]
    for (node, name) in nodes.name.enumerated() where wanted.contains(name) {
      found[name] = Int32(node)
    }
    return found
  }
}

extension LinkTable {
  /// The links that carry something, each with so much of its rate.
  fileprivate func scaled(by factor: [Double]) -> LinkTable {
    scaled(rate: factor, power: factor.map { _ in 1 }) { Int32(parallelLinks(of: $0)) }
  }

  /// The links that carry something, each with so much of its rate and of its static power.
  func scaled(
    rate pace: [Double], power: [Double], parallel left: (Int) -> Int32
  ) -> LinkTable {
    let kept = pace.indices.filter { pace[$0] > 0 }
    var table = self
    table.from = kept.map { from[$0] }
    table.to = kept.map { to[$0] }
    table.rate = kept.map { rate[$0] * pace[$0] }
    table.latency = kept.map { latency[$0] }
    table.dynamicEnergy = kept.map { dynamicEnergy[$0] }
    table.staticPower = kept.map { staticPower[$0] * power[$0] }
    table.technology = kept.map { technology[$0] }
    table.domain = kept.map { domain[$0] }
    if !parallel.isEmpty { table.parallel = kept.map(left) }
    if !account.isEmpty { table.account = kept.map { account[$0] } }
    return table
  }
}
