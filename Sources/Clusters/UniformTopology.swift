// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// The clusters that a command line can describe without a file.
package enum UniformTopology: String, CaseIterable, Sendable {
  /// A link each way between neighbours.
  case ring
  /// A link each way between every accelerator and one switch.
  case packetSwitch = "switch"
  /// A link each way between every two accelerators.
  case fullMesh = "full-mesh"
}

/// Why a cluster cannot be.
package struct ClusterError: Error, Hashable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension Cluster {
  /// Equal accelerators over equal links, without technologies: no power figures, PUE 1.
  ///
  /// - Parameters:
  ///   - topology: how they are joined.
  ///   - ranks: accelerators, 1 or more.
  ///   - rate: of each directed link.
  ///   - latency: of each directed link; a path through the switch crosses two.
  ///   - energyPerBit: of each directed link; nil is none.
  ///   - overhead: what a message costs its sender before the first byte leaves.
  ///   - reduction: how the switch reduces; nil where there is none, or it does not.
  /// - Returns: a cluster of one domain, named by its topology.
  /// - Throws: `ClusterError` for no accelerators, a rate that is not above zero, or a
  ///   negative time or energy.
  package static func uniform(
    _ topology: UniformTopology, ranks: Int, rate: BitsPerSecond, latency: Seconds,
    energyPerBit: JoulesPerBit? = nil, overhead: Seconds = .zero,
    reduction: SwitchReduction? = nil
  ) throws(ClusterError) -> Cluster {
    guard (1...mostAccelerators).contains(ranks) else {
      throw ClusterError("\(ranks) ranks: a \(topology.rawValue) has 1 to \(mostAccelerators)")
    }
    guard rate > .zero, rate.isFinite else { throw ClusterError("a rate of \(rate)") }
    guard latency >= .zero, overhead >= .zero, (energyPerBit ?? .zero) >= .zero else {
      throw ClusterError("latency, overhead and energy are zero or more")
    }
    guard reduction == nil || topology.hasSwitches else {
      throw ClusterError("a \(topology.rawValue) has no switches to reduce in")
    }
    let link = ComposedLink(
      values: LinkValues(
        rate: rate, latency: latency, dynamicEnergy: energyPerBit ?? .zero, staticPower: .zero,
        technology: 0),
      scope: LinkEnergyScope(name: "link", isOptical: false, includes: []), lines: [])
    var builder = DomainBuilder(
      name: topology.rawValue, row: 0, size: ranks, inner: 1, copies: 1, bundle: 1, switches: [],
      oversubscription: [], node: nil, compose: { (_, _, _) throws(DocumentError) in link },
      fabric: Fabric(accelerators: ranks))
    let shape = topology.shape(of: ranks)
    do {
      try shape.lay(&builder)
    } catch {
      throw ClusterError(error.description)
    }
    return Cluster(
      name: "\(topology.rawValue)-\(ranks)", nodes: builder.fabric.nodes,
      links: builder.fabric.links,
      accelerators: AcceleratorGroup(
        name: "accelerator", count: ranks, power: nil, peak: nil, memoryBandwidth: nil),
      devices: [], messageOverhead: [overhead], domains: [topology.rawValue],
      powerUsageEffectiveness: 1, inNetworkReduction: [reduction],
      routing: .domains(spans: [ranks], forwards: [shape.forwards(inner: 1)]))
  }
}

extension UniformTopology {
  fileprivate var type: any PlainShape.Type {
    switch self {
    case .ring: RingShape.self
    case .packetSwitch: SwitchShape.self
    case .fullMesh: FullMeshShape.self
    }
  }

  fileprivate var hasSwitches: Bool { type.hasSwitches }

  fileprivate func shape(of ranks: Int) -> any DomainShape { type.init(size: ranks) }
}
