// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Bundles by what a flow meets on them, compared value by value.
struct BundleKinds {
  private(set) var kind: [Int32] = []

  init(_ cluster: Cluster, _ firstLink: [Int32], _ linkCount: [Int32]) {
    let links = cluster.links
    let accelerators = cluster.accelerators.count
    var rows: [Values: Int32] = [:]
    // The two directions of what was met last.
    var recent: [(values: Values, row: Int32)] = []
    kind.reserveCapacity(firstLink.count)
    for (bundle, first) in firstLink.enumerated() {
      let values = Values(links, Int(first), linkCount[bundle], accelerators)
      if let known = recent.first(where: { $0.values == values }) {
        kind.append(known.row)
        continue
      }
      let row = rows[values] ?? Int32(rows.count)
      rows[values] = row
      recent = [(values, row)] + recent.prefix(1)
      kind.append(row)
    }
  }

  private struct Values: Hashable {
    var rate: Double
    var latency: Double
    var energy: Double
    var technology: Int32
    var domain: Int32
    var linkCount: Int32
    /// Links into accelerators lose by incast.
    var endsAtAccelerator: Bool

    init(_ links: LinkTable, _ link: Int, _ count: Int32, _ accelerators: Int) {
      rate = links.rate[link].rawValue
      latency = links.latency[link].rawValue
      energy = links.dynamicEnergy[link].rawValue
      technology = links.technology[link]
      domain = links.domain[link]
      linkCount = count
      endsAtAccelerator = Int(links.to[link]) < accelerators
    }
  }
}
