// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Rows of the flow table for a program of which every rank is played: asked of the router at first
/// use.
struct PlainRoutes {
  private let cluster: Cluster
  private var router: Router?
  private var rows: [UInt64: Int32] = [:]
  private var trees: [TreeKey: Int32] = [:]

  private struct TreeKey: Hashable {
    var group: Int32
    var aggregation: Int
    var line: Int
  }

  init(_ cluster: Cluster) { self.cluster = cluster }

  /// The row of the way between two accelerators.
  mutating func row(
    from: GPUID, to: GPUID, in table: inout FlowTable, _ forms: inout FormTable
  ) throws -> Int32 {
    let key =
      UInt64(UInt32(bitPattern: from.rawValue)) << 32 | UInt64(UInt32(bitPattern: to.rawValue))
    if let known = rows[key] { return known }
    var asked = router ?? Router(cluster)
    router = nil
    defer { router = asked }
    let route = try asked.route(from: from, to: to)
    table.append(
      route.hops.map {
        (FlowTable.Hop(link: $0.link.rawValue, load: $0.share, crowd: 1), $0.share)
      },
      latency: route.latency.rawValue, overhead: route.overhead.rawValue, domain: route.domain,
      flows: 1, &forms)
    let row = Int32(table.rows.count - 1)
    rows[key] = row
    return row
  }

  /// The row of what switches do for one line of members.
  mutating func row(
    _ aggregation: Aggregation, number: Int, group: Int32, line: Int, members: [GPUID],
    in table: inout FlowTable, _ forms: inout FormTable
  ) throws -> Int32 {
    let key = TreeKey(group: group, aggregation: number, line: line)
    if let known = trees[key] { return known }
    let asked = router ?? Router(cluster)
    router = asked
    let tree = try asked.aggregationTree(of: members)
    table.append(
      aggregation.hops(over: tree).map {
        (
          FlowTable.Hop(link: $0.link.rawValue, load: $0.share, crowd: 1),
          $0.share * tree.efficiency
        )
      },
      latency: tree.latency.rawValue * Double(aggregation.passes),
      overhead: tree.overhead.rawValue, domain: tree.domain, flows: 1, &forms)
    let row = Int32(table.rows.count - 1)
    trees[key] = row
    return row
  }
}
