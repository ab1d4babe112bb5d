// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Traffic

/// Finds routes between accelerators and keeps those in use: their latency here, their hops in
/// the network's `HopTable` under the same row.
struct RouteColumns: ~Copyable {
  private(set) var latencySeconds = Column<Double>()
  private(set) var overheadSeconds = Column<Double>()
  /// The outermost domain crossed.
  private(set) var domain = Column<Int32>()
  /// Flows that a route stands for, and how many of them each sender has.
  private(set) var flows = Column<Double>()
  private(set) var flowsPerSender = Column<Double>()

  /// Where load decides, the first of the rows that a message may take, and how many there are.
  private var firstChoice = Column<Int32>()
  private var choices = Column<Int32>()

  private var ends: [(from: GPUID, to: GPUID)] = []
  private var index = RouteIndex()
  /// Made at first use: a folded program brings its routes.
  private var router: Router?
  private let cluster: Cluster
  private let isAdaptive: Bool
  private let joulesPerByteOfLink: [Double]

  /// - Parameters:
  ///   - cluster: the fabric.
  ///   - rows: the classes of flows of a folded program, which get their rows at once.
  ///   - hops: gets their hops.
  init(_ cluster: Cluster, _ rows: FlowRows? = nil, in hops: inout HopTable) {
    self.cluster = cluster
    isAdaptive = cluster.isAdaptive
    if let rows {
      hops.append(rows)
      for row in 0..<rows.count {
        latencySeconds.append(rows.latencySeconds[row])
        overheadSeconds.append(rows.overheadSeconds[row])
        domain.append(rows.domain[row])
        flows.append(rows.flows[row])
        flowsPerSender.append(rows.perMember[row])
      }
      joulesPerByteOfLink = []
      return
    }
    joulesPerByteOfLink = cluster.links.dynamicEnergy.map { ($0 * .bytes(1)).rawValue }
  }

  /// The row of the route between two accelerators, which is appended to `hops` at first use.
  mutating func row(
    from: GPUID, to: GPUID, in hops: inout HopTable
  ) throws(RoutingError) -> Int32 {
    if let row = index.row(from: from.rawValue, to: to.rawValue) { return row }
    let route = try ask { router throws(RoutingError) in try router.route(from: from, to: to) }
    let row = append(route, from, to, in: &hops)
    index.setRow(row, from: from.rawValue, to: to.rawValue)
    guard isAdaptive else { return row }
    let detours = try ask { router throws(RoutingError) in
      try router.detours(from: from, to: to, beside: route)
    }
    for detour in detours { _ = append(detour, from, to, in: &hops) }
    while firstChoice.count < latencySeconds.count {
      firstChoice.append(row)
      choices.append(Int32(detours.count + 1))
    }
    return row
  }

  private mutating func append(
    _ route: Route, _ from: GPUID, _ to: GPUID, in hops: inout HopTable
  ) -> Int32 {
    ends.append((from, to))
    latencySeconds.append(route.latency.rawValue)
    overheadSeconds.append(route.overhead.rawValue)
    domain.append(Int32(route.domain))
    flows.append(1)
    flowsPerSender.append(1)
    let row = hops.append(
      route.hops.map { ($0.link.rawValue, $0.share) }, joulesPerByteOfLink: joulesPerByteOfLink)
    assert(row == Int32(latencySeconds.count - 1), "hops and latencies parted")
    return row
  }

  /// The rows between which a message may choose that has one of them.
  func choices(of row: Int32) -> Range<Int32> {
    guard Int(row) < firstChoice.count else { return row..<row + 1 }
    return firstChoice[row]..<firstChoice[row] + choices[row]
  }

  /// Appends what an aggregation of one line of members loads, and how long its way takes.
  ///
  /// - Parameters:
  ///   - aggregation: the aggregation.
  ///   - members: accelerators of the line, in the order of their places.
  ///   - hops: gets the loads of the links; bytes are those of the line.
  /// - Returns: the new row.
  /// - Throws: `RoutingError` where no switch reaches all members.
  mutating func append(
    _ aggregation: Aggregation, of members: [GPUID], in hops: inout HopTable
  ) throws(RoutingError) -> Int32 {
    let tree = try ask { router throws(RoutingError) in
      try router.aggregationTree(of: members)
    }
    ends.append((members[0], members[0]))
    latencySeconds.append(tree.latency.rawValue * Double(aggregation.passes))
    overheadSeconds.append(tree.overhead.rawValue)
    domain.append(Int32(tree.domain))
    flows.append(1)
    flowsPerSender.append(1)
    if isAdaptive {
      firstChoice.append(Int32(latencySeconds.count - 1))
      choices.append(1)
    }
    return hops.append(
      aggregation.hops(over: tree).map { ($0.link.rawValue, $0.share) },
      joulesPerByteOfLink: joulesPerByteOfLink, efficiency: tree.efficiency)
  }

  /// The accelerators at the ends of a row's route.
  func ends(of row: Int32) -> (from: GPUID, to: GPUID) { ends[Int(row)] }

  /// The links of one path in order, for messages that are served whole.
  mutating func path(from: GPUID, to: GPUID) throws(RoutingError) -> [LinkID] {
    try ask { router throws(RoutingError) in try router.path(from: from, to: to) }
  }

  private mutating func ask<Answer>(
    _ question: (inout Router) throws(RoutingError) -> Answer
  ) throws(RoutingError) -> Answer {
    var asked = router.take() ?? Router(cluster)
    defer { router = asked }
    return try question(&asked)
  }
}
