// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Number of an accelerator in its cluster, from 0.
package struct GPUID: Hashable, Comparable, Sendable {
  package let rawValue: Int32
  package init(_ rawValue: Int) { self.rawValue = Int32(rawValue) }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Number of a directed link in its cluster, from 0.
package struct LinkID: Hashable, Comparable, Sendable {
  package let rawValue: Int32
  package init(_ rawValue: Int) { self.rawValue = Int32(rawValue) }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Accelerators, switches and NICs joined by directed links, already evaluated from their
/// technologies.
package struct Cluster: Sendable {
  package var name: String
  package var nodes: NodeTable
  package var links: LinkTable
  package var accelerators: Accelerators
  /// Everything that draws power whether or not bits move, but for accelerators and links.
  package var devices: [DeviceGroup]
  /// What a message costs before its first byte may leave, by the outermost domain it crosses.
  package var messageOverhead: [Seconds]
  /// Names of domains, innermost first: the meaning of `LinkTable.domain`.
  package var domains: [String]
  /// How a domain's switches reduce on the way, nil where they do not; one entry per domain.
  package var inNetworkReduction: [SwitchReduction?]
  /// What kind of links a domain has, as far as protocols tell them apart; one entry per domain.
  package var linkClasses: [LinkClass]
  /// Facility power over equipment power.
  package var powerUsageEffectiveness: Double
  /// Which links and accelerators a route may use.
  package var routing: RoutingScope
  /// How shapes ask to be drawn; one entry per domain, or none where no shape says anything.
  package var layouts: [FabricLayout?] = []
  /// Which ways messages take; one entry per domain, none where all take the shortest.
  package var domainRouting: [DomainRouting] = []
  /// Accelerators that are mounted, powered and repaired together; nil where nobody says.
  package var serverSize: Int?
  /// Accelerators of a full rack; nil where nobody says.
  package var rackSize: Int?
  /// Which accelerators take ranks.
  package var seating = RankSeats()
  /// Speed of each accelerator over that of its kind; empty where all are as fast.
  package var speedOfAccelerator: [Double] = []
  /// Whether something that its file lists is down or slow.
  package var isFaulty = false

  package init(
    name: String, nodes: NodeTable, links: LinkTable, accelerators: Accelerators,
    devices: [DeviceGroup], messageOverhead: [Seconds], domains: [String],
    powerUsageEffectiveness: Double, inNetworkReduction: [SwitchReduction?]? = nil,
    linkClasses: [LinkClass]? = nil, routing: RoutingScope = .graph(acceleratorsForward: false)
  ) {
    self.name = name
    self.nodes = nodes
    self.links = links
    self.accelerators = accelerators
    self.devices = devices
    self.messageOverhead = messageOverhead
    self.domains = domains
    self.powerUsageEffectiveness = powerUsageEffectiveness
    self.inNetworkReduction = inNetworkReduction ?? domains.map { _ in nil }
    self.linkClasses = linkClasses ?? domains.map { _ in .scaleUp }
    self.routing = routing
  }
}

/// Links as far as the protocols of a communication library tell them apart.
package enum LinkClass: String, Sendable, Hashable, CaseIterable {
  /// Loads and stores between accelerators.
  case scaleUp = "scale-up"
  case pcie
  /// Through a NIC.
  case network
}

/// How switches add up and copy what passes them.
package struct SwitchReduction: Sendable, Hashable {
  package enum Way: Sendable, Hashable {
    /// Members read sums, and write copies, through the switch (NVLS).
    case reads
    /// Switches add what members send up a tree, and send the sum down (SHARP).
    case aggregation
  }

  package var way: Way
  /// What of the links' payload is reached while switches add up or copy, above 0 to 1.
  package var efficiency: Double

  package init(_ way: Way, efficiency: Double = 1) {
    self.way = way
    self.efficiency = efficiency
  }

  package static var reads: SwitchReduction { SwitchReduction(.reads) }
  package static var aggregation: SwitchReduction { SwitchReduction(.aggregation) }
}

/// Which links a route may use, and whether accelerators pass on what is not for them.
package enum RoutingScope: Sendable, Hashable {
  /// Any link; accelerators forward or not.
  case graph(acceleratorsForward: Bool)
  /// Nested domains: a route uses the links of the innermost domain that holds both ends. Where
  /// that domain's shape joins each accelerator only to its like in other groups (rings, meshes of
  /// groups), accelerators forward and links of inner domains may be used too.
  ///
  /// - `blocks`: accelerators of one domain, by level, innermost first.
  /// - `forwards`: whether accelerators forward, by level.
  case nested(blocks: [DomainBlocks], forwards: [Bool])
}

package enum NodeKind: UInt8, Sendable {
  case accelerator
  case nic
  case packetSwitch
}

/// One entry per node. Accelerators come first: node `i` is `GPUID(i)` for every `i` below
/// `acceleratorCount`.
package struct NodeTable: Sendable {
  package var kind: [NodeKind] = []
  /// What people call the node, such as "gpu12" or "scale-out.leaf3".
  package var name: [String] = []
  package var acceleratorCount = 0

  package init() {}
  package var count: Int { kind.count }
}

/// One entry per directed link, indexed by `LinkID`.
package struct LinkTable: Sendable {
  /// Nodes at the ends.
  package var from: [Int32] = []
  package var to: [Int32] = []
  /// One way.
  package var rate: [BitsPerSecond] = []
  /// Egress, time of flight, forward error correction, and the ingress of the far device.
  package var latency: [Seconds] = []
  /// What a bit costs on this hop, without what some device's own figure already covers.
  package var dynamicEnergy: [JoulesPerBit] = []
  /// Lasers, modules and clocks of this direction.
  package var staticPower: [Watts] = []
  /// Row of `technologies`.
  package var technology: [Int32] = []
  /// Row of `Cluster.domains`.
  package var domain: [Int32] = []
  /// What each technology's energy includes: a ledger line each.
  package var technologies: [LinkEnergyScope] = []
  /// Parallel links that stand as this one; empty where each is one.
  package var parallel: [Int32] = []
  /// How its figures add up: a row of `LoadedCluster.linkAccounts`, or -1; empty where nobody says.
  package var account: [Int32] = []

  package init() {}
  package var count: Int { from.count }
}

/// What all links of a technology share: their ledger line, and what fluid flows get of their rate.
package struct LinkEnergyScope: Sendable, Hashable {
  package var name: String
  package var isOptical: Bool
  /// Components that the line covers, such as ["laser", "driver", "dsp"].
  package var includes: [String]
  /// Payload over rate, above 0 to 1.
  package var transportEfficiency: Double
  /// The part of a receiver's rate that is lost where many send to it, 0 to below 1.
  package var incastPenalty: Double

  package init(
    name: String, isOptical: Bool, includes: [String], transportEfficiency: Double = 1,
    incastPenalty: Double = 0
  ) {
    self.name = name
    self.isOptical = isOptical
    self.includes = includes
    self.transportEfficiency = transportEfficiency
    self.incastPenalty = incastPenalty
  }
}

extension Cluster {
  /// More accelerators than any one machine has today, and few enough for 32-bit numbers of links.
  package static let mostAccelerators = 1 << 21
}

extension LinkTable {
  /// Parallel links that stand as one.
  package func parallelLinks(of link: Int) -> Int {
    parallel.isEmpty ? 1 : Int(parallel[link])
  }

  /// What flows of payload get of a link's rate where nothing else is said.
  package func payloadRate(of link: Int) -> BitsPerSecond {
    rate[link] * technologies[Int(technology[link])].transportEfficiency
  }
}

/// Devices of one kind that draw constant power: NICs, switches.
package struct DeviceGroup: Sendable, Hashable {
  /// The ledger line, such as "connectx-7 (scale-out)".
  package var name: String
  package var count: Int
  package var power: Watts
  package var includes: [String]
  /// Where they stand; nil where nobody says.
  package var place: DevicePlace?

  package init(
    name: String, count: Int, power: Watts, includes: [String], place: DevicePlace? = nil
  ) {
    self.name = name
    self.count = count
    self.power = power
    self.includes = includes
    self.place = place
  }
}

/// Where the devices of a group stand, so that it is known which of them fail.
package enum DevicePlace: Sendable, Hashable {
  /// So many at each of these nodes.
  case nodes([Int32], each: Int)
  /// One at the accelerator's end of each parallel link of a domain.
  case ends(domain: Int32)
  /// One for so many accelerators, in the order of their numbers.
  case servers(of: Int)
}
