// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// A cluster put together link by link, for tests that need the smallest world.
///
/// ```swift
/// var tiny = TinyCluster(accelerators: 2)
/// tiny.link(0, 1, rate: .gigabitsPerSecond(800))
/// let cluster = tiny.build()
/// ```
package struct TinyCluster {
  private var nodes = NodeTable()
  private var links = LinkTable()

  /// What a message costs before its first byte may leave.
  package var overhead = Seconds.zero
  /// nil makes energy not determinable.
  package var power: AcceleratorPower?
  package var devices: [DeviceGroup] = []
  package var powerUsageEffectiveness = 1.0
  /// Whether accelerators pass on what is not for them.
  package var acceleratorsForward = false

  /// Accelerators are nodes 0 and on.
  package init(accelerators: Int) {
    nodes.acceleratorCount = accelerators
    nodes.kind = [NodeKind](repeating: .accelerator, count: accelerators)
    nodes.name = (0..<accelerators).map { "gpu\($0)" }
    links.technologies = [LinkEnergyScope(name: "link", isOptical: false, includes: [])]
  }

  /// Adds a switch and returns its node number.
  package mutating func packetSwitch() -> Int {
    nodes.kind.append(.packetSwitch)
    nodes.name.append("switch\(nodes.count - nodes.acceleratorCount)")
    return nodes.kind.count - 1
  }

  /// Adds one directed link and returns its number.
  @discardableResult
  package mutating func oneWay(
    _ from: Int, _ to: Int, rate: BitsPerSecond, latency: Seconds = .zero,
    energy: JoulesPerBit = .zero, power: Watts = .zero
  ) -> LinkID {
    links.from.append(Int32(from))
    links.to.append(Int32(to))
    links.rate.append(rate)
    links.latency.append(latency)
    links.dynamicEnergy.append(energy)
    links.staticPower.append(power)
    links.technology.append(0)
    links.domain.append(0)
    return LinkID(links.count - 1)
  }

  /// Adds a link each way; the first is from `a` to `b`.
  package mutating func link(
    _ a: Int, _ b: Int, rate: BitsPerSecond, latency: Seconds = .zero,
    energy: JoulesPerBit = .zero, power: Watts = .zero
  ) {
    oneWay(a, b, rate: rate, latency: latency, energy: energy, power: power)
    oneWay(b, a, rate: rate, latency: latency, energy: energy, power: power)
  }

  package func build(name: String = "tiny") -> Cluster {
    Cluster(
      name: name, nodes: nodes, links: links,
      accelerators: Accelerators(
        AcceleratorGroup(
          name: "accelerator", count: nodes.acceleratorCount, power: power, peak: nil,
          memoryBandwidth: nil)),
      devices: devices, messageOverhead: [overhead], domains: ["fabric"],
      powerUsageEffectiveness: powerUsageEffectiveness,
      routing: .graph(acceleratorsForward: acceleratorsForward))
  }
}
