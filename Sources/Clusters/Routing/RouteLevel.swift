// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The links and accelerators that routes of one level may use.
struct RouteLevel: Sendable {
  /// Rows of `LinkTable.domain`.
  var domains: ClosedRange<Int32>
  /// Whether accelerators pass on what is not for them.
  var acceleratorsForward: Bool
  /// The nodes that pass messages on, and maybe others between them.
  var nodes: Range<Int32>
  /// Which ways messages take, and on what grid.
  var routing = DomainRouting()

  /// The levels of a cluster, innermost first.
  static func levels(of cluster: Cluster) -> [RouteLevel] {
    var levels = plain(of: cluster)
    for level in levels.indices where level < cluster.domainRouting.count {
      levels[level].routing = cluster.domainRouting[level]
    }
    return levels
  }

  private static func plain(of cluster: Cluster) -> [RouteLevel] {
    let all = Int32(cluster.nodes.count)
    switch cluster.routing {
    case .graph(let forward):
      let first = forward ? 0 : Int32(cluster.nodes.acceleratorCount)
      return [
        RouteLevel(domains: 0...Int32.max, acceleratorsForward: forward, nodes: first..<all)
      ]
    case .nested(_, let forwards):
      let switches = switches(of: cluster)
      return forwards.enumerated().map { level, forward in
        let row = Int32(level)
        return RouteLevel(
          domains: forward ? 0...row : row...row, acceleratorsForward: forward,
          nodes: forward ? 0..<all : level < switches.count ? switches[level] : all..<all)
      }
    }
  }

  /// From the first to the last node that is no accelerator and that a link of each domain leaves.
  private static func switches(of cluster: Cluster) -> [Range<Int32>] {
    var first = [Int32](repeating: .max, count: cluster.domains.count)
    var last = [Int32](repeating: -1, count: cluster.domains.count)
    let (starts, domains) = (cluster.links.from, cluster.links.domain)
    let accelerators = cluster.nodes.acceleratorCount
    for link in starts.indices {
      // A switch that nothing leaves passes nothing on.
      let node = starts[link]
      guard node >= accelerators else { continue }
      let domain = Int(domains[link])
      first[domain] = min(first[domain], node)
      last[domain] = max(last[domain], node)
    }
    return first.indices.map { last[$0] < 0 ? 0..<0 : first[$0]..<last[$0] + 1 }
  }
}
