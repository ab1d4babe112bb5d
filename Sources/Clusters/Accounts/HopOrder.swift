// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// The links of a route in the order in which bits cross them.
struct HopOrder {
  private(set) var hops: [Route.Hop] = []
  /// Links from the source, one entry per hop.
  private(set) var depths: [Int] = []
  /// Whether no node is reached again: only then does each node have one place on the way.
  let isAcyclic: Bool
  private let links: LinkTable
  private let source: Int32

  init(_ route: Route, from source: Int32, _ links: LinkTable) {
    self.links = links
    self.source = source
    var leaving: [Int32: [Route.Hop]] = [:]
    var entering: [Int32: Int] = [:]
    for hop in route.hops {
      leaving[links.from[Int(hop.link.rawValue)], default: []].append(hop)
      entering[links.to[Int(hop.link.rawValue)], default: 0] += 1
    }
    // Nodes are taken once everything that leads to them is; what lies on a cycle never is.
    var depth: [Int32: Int] = [source: 0]
    var ready: [Int32] = [source]
    var found: [(hop: Route.Hop, depth: Int)] = []
    while let node = ready.popLast() {
      let here = depth[node] ?? 0
      for hop in leaving[node] ?? [] {
        let end = links.to[Int(hop.link.rawValue)]
        found.append((hop, here))
        depth[end] = max(depth[end] ?? 0, here + 1)
        entering[end, default: 0] -= 1
        if entering[end] == 0 { ready.append(end) }
      }
    }
    isAcyclic = found.count == route.hops.count && entering[source] == nil
    if !isAcyclic { found = Self.byDistance(leaving, from: source, links) }
    // Alike links next to each other: by depth, then by number.
    found.sort { ($0.depth, $0.hop.link) < ($1.depth, $1.hop.link) }
    hops = found.map(\.hop)
    depths = found.map(\.depth)
  }

  /// Each link by the fewest links that lead to it.
  private static func byDistance(
    _ leaving: [Int32: [Route.Hop]], from source: Int32, _ links: LinkTable
  ) -> [(hop: Route.Hop, depth: Int)] {
    var found: [(hop: Route.Hop, depth: Int)] = []
    var seen: Set<Int32> = [source]
    var frontier = [source]
    var depth = 0
    while !frontier.isEmpty {
      var next: [Int32] = []
      for node in frontier {
        for hop in leaving[node] ?? [] {
          found.append((hop, depth))
          let end = links.to[Int(hop.link.rawValue)]
          if seen.insert(end).inserted { next.append(end) }
        }
      }
      frontier = next
      depth += 1
    }
    return found
  }

  /// The row of accounts of a hop.
  private func row(at place: Int, _ loaded: LoadedCluster) -> Int {
    Int(loaded.accountOfLink[Int(hops[place].link.rawValue)])
  }

  /// The time of the slowest way; nil where ways cannot be told apart.
  func slowest(_ loaded: LoadedCluster) -> Derived<DurationDimension>? {
    guard isAcyclic else { return nil }
    return Derived { draw in
      var arrival: [Int32: Seconds] = [source: .zero]
      var last = Seconds.zero
      for (place, hop) in hops.enumerated() {
        let link = Int(hop.link.rawValue)
        let delays = loaded.linkAccounts[row(at: place, loaded)].delays
        let time = delays.reduce(arrival[links.from[link]] ?? .zero) { $0 + $1.value(&draw) }
        arrival[links.to[link]] = max(arrival[links.to[link]] ?? .zero, time)
        last = max(last, time)
      }
      return last
    }
  }
}
