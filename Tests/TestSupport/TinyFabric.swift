// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// A fabric put together link by link, for tests that want to see every number.
package struct TinyFabric {
  package var acceleratorCount: Int
  package var switchCount = 0
  package var links: [(from: Int, to: Int, rate: BitsPerSecond, latency: Seconds)] = []
  package var power: AcceleratorPower?
  package var dynamicEnergy = JoulesPerBit.zero
  package var staticPower = Watts.zero
  package var devices: [DeviceGroup] = []
  package var overhead = Seconds.zero
  package var powerUsageEffectiveness = 1.0

  package init(acceleratorCount: Int) { self.acceleratorCount = acceleratorCount }

  /// Accelerators around one switch, two directed links each; a path has the latency twice.
  package static func star(
    _ count: Int, rate: BitsPerSecond, latency: Seconds = .zero
  ) -> TinyFabric {
    var fabric = TinyFabric(acceleratorCount: count)
    fabric.switchCount = 1
    for accelerator in 0..<count {
      fabric.links.append((accelerator, count, rate, latency))
      fabric.links.append((count, accelerator, rate, latency))
    }
    return fabric
  }

  /// A link for every ordered pair.
  package static func mesh(
    _ count: Int, rate: BitsPerSecond, latency: Seconds = .zero
  ) -> TinyFabric {
    var fabric = TinyFabric(acceleratorCount: count)
    for from in 0..<count {
      for to in 0..<count where to != from { fabric.links.append((from, to, rate, latency)) }
    }
    return fabric
  }

  package var cluster: Cluster {
    var nodes = NodeTable()
    nodes.acceleratorCount = acceleratorCount
    for index in 0..<acceleratorCount {
      nodes.kind.append(.accelerator)
      nodes.name.append("gpu\(index)")
    }
    for index in 0..<switchCount {
      nodes.kind.append(.packetSwitch)
      nodes.name.append("switch\(index)")
    }
    var table = LinkTable()
    table.technologies = [LinkEnergyScope(name: "wire", isOptical: false, includes: ["serdes"])]
    for link in links {
      table.from.append(Int32(link.from))
      table.to.append(Int32(link.to))
      table.rate.append(link.rate)
      table.latency.append(link.latency)
      table.dynamicEnergy.append(dynamicEnergy)
      table.staticPower.append(staticPower)
      table.technology.append(0)
      table.domain.append(0)
    }
    return Cluster(
      name: "tiny", nodes: nodes, links: table,
      accelerators: Accelerators(
        AcceleratorGroup(
          name: "tiny-gpu", count: acceleratorCount, power: power, peak: nil, memoryBandwidth: nil)),
      devices: devices, messageOverhead: [overhead], domains: ["tiny"],
      powerUsageEffectiveness: powerUsageEffectiveness)
  }
}
