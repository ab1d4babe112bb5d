// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What a bit pays and how long it takes on its way from die edge to die edge.
///
/// A figure that a switch or a NIC on the way has in its own power is in that device's line; one
/// that an accelerator or a server has is paid on the way all the same, and is not the link's own.
package struct RouteAccount: Sendable {
  /// A directed link of the way.
  package struct Hop: Sendable {
    package var link: LinkID
    package var from: String
    package var to: String
    /// The part of the bits that cross it.
    package var share: Double
  }

  /// One figure at one end of a link.
  package struct Line: Sendable {
    package var part: LinkAccount.Part
    package var energy: Derived<BitEnergyDimension>

    /// Whether it is in the sum: not where a device that is passed has it.
    package var isAdded: Bool { part.isCounted || !part.isPassed }
  }

  /// Links that are as far from the source, alike, and carry equal shares.
  package struct Stage: Sendable {
    /// Links from the source, from 0.
    package var depth: Int
    package var domain: String
    /// The link's technology.
    package var technology: String
    package var hops: [Hop]
    package var account: LinkAccount
    /// Over one of these links.
    package var lines: [Line]
    package var delays: [(name: String, time: Derived<DurationDimension>)]

    /// Of all bits, over all these links.
    package var share: Double { hops.reduce(0) { $0 + $1.share } }
    package var latency: Derived<DurationDimension> {
      let delays = account.delays
      return Derived { draw in delays.reduce(.zero) { $0 + $1.value(&draw) } }
    }
  }

  package var stages: [Stage]
  /// Switches that a bit passes, on average over the ways that it may take.
  package var switchesPassed: Double
  /// The links alone, from die edge to die edge, whoever has their figures.
  package var links: Derived<BitEnergyDimension>
  /// Of that, what is counted as the links' own.
  package var counted: Derived<BitEnergyDimension>
  /// Switches and NICs on the way.
  package var devices: Derived<BitEnergyDimension>
  /// All of it, each component once.
  package var total: Derived<BitEnergyDimension>
  /// Of the slowest way; a range where the ways are known one by one.
  package var latency: Derived<DurationDimension>
  /// What a message costs before its first byte leaves.
  package var overhead: Seconds

  /// Follows a route.
  ///
  /// - Parameters:
  ///   - route: of the cluster.
  ///   - source: where it starts.
  ///   - loaded: the cluster, with the accounts of its links.
  package init(_ route: Route, from source: GPUID, in loaded: LoadedCluster) {
    let cluster = loaded.cluster
    let order = HopOrder(route, from: source.rawValue, cluster.links)
    var all: [Stage] = []
    var rows: [Int] = []
    for (place, hop) in order.hops.enumerated() {
      let link = Int(hop.link.rawValue)
      let row = Int(loaded.accountOfLink[link])
      let named = Hop(
        link: hop.link, from: cluster.nodes.name[Int(cluster.links.from[link])],
        to: cluster.nodes.name[Int(cluster.links.to[link])], share: hop.share)
      // Equal shares may differ in their last bit, by the order in which they were added.
      let alike = all.indices.last { stage in
        all[stage].depth == order.depths[place] && rows[stage] == row
          && (all[stage].hops[0].share - hop.share).magnitude < 1e-12
      }
      if let alike {
        all[alike].hops.append(named)
      } else {
        rows.append(row)
        all.append(
          Stage(loaded.linkAccounts[row], named, depth: order.depths[place], in: loaded))
      }
    }
    let stages = all
    self.stages = stages
    switchesPassed = stages.flatMap(\.hops).reduce(0) { sum, hop in
      let end = Int(cluster.links.to[Int(hop.link.rawValue)])
      return sum + (cluster.nodes.kind[end] == .packetSwitch ? hop.share : 0)
    }
    links = Self.sum(over: stages) { account, draw in
      account.parts.reduce(.zero) { $0 + $1.energy(&draw) }
    }
    counted = Self.sum(over: stages) { account, draw in
      account.parts.reduce(.zero) { $1.isCounted ? $0 + $1.energy(&draw) : $0 }
    }
    devices = Self.sum(over: stages) { account, draw in
      account.devices.reduce(.zero) { $0 + $1.value(&draw) }
    }
    total = Self.sum(over: stages) { account, draw in
      let links = account.parts.reduce(JoulesPerBit.zero) {
        $1.isCounted || !$1.isPassed ? $0 + $1.energy(&draw) : $0
      }
      return account.devices.reduce(links) { $0 + $1.value(&draw) }
    }
    overhead = route.overhead
    latency = Derived { _ in route.latency }
    // Policies that go round about may join links of several ways to one that none of them is.
    if let slowest = order.slowest(loaded),
      (slowest.value - route.latency).rawValue.magnitude <= route.latency.rawValue * 1e-9
    {
      latency = slowest
    }
  }

  private static func sum(
    over stages: [Stage], _ energy: (LinkAccount, inout Draw) -> JoulesPerBit
  ) -> Derived<BitEnergyDimension> {
    Derived { draw in
      var sum = JoulesPerBit.zero
      for stage in stages { sum += energy(stage.account, &draw) * stage.share }
      return sum
    }
  }
}

extension RouteAccount.Stage {
  fileprivate init(
    _ account: LinkAccount, _ hop: RouteAccount.Hop, depth: Int, in loaded: LoadedCluster
  ) {
    let kind = loaded.linkKinds[account.kind]
    self.init(
      depth: depth, domain: loaded.cluster.domains[kind.domain], technology: kind.name,
      hops: [hop], account: account,
      lines: account.parts.map { part in
        RouteAccount.Line(part: part, energy: Derived { draw in part.energy(&draw) })
      },
      delays: account.delays.map { delay in
        (delay.name, Derived { draw in delay.value(&draw) })
      })
  }
}
