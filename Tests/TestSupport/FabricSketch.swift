// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// A cluster drawn link by link with everything that can tell links apart: rate, latency, energy,
/// technology and domain.
package struct FabricSketch {
  package struct Line {
    package var from: Int
    package var to: Int
    package var rate: Double
    package var latency: Double
    package var energy: Double
    package var technology = 0
    package var domain = 0
  }

  package let accelerators: Int
  package private(set) var kinds: [NodeKind]
  package var lines: [Line] = []
  /// Microseconds before a message's first byte may leave, one entry per domain.
  package var overhead = [0.0]
  package var incast = [0.0, 0.0]
  package var hasPower = true
  package var reduction: [SwitchReduction?] = [nil]
  package var routing = RoutingScope.graph(acceleratorsForward: false)

  package init(accelerators: Int) {
    self.accelerators = accelerators
    kinds = [NodeKind](repeating: .accelerator, count: accelerators)
  }

  /// Adds a switch or a NIC and returns its number.
  package mutating func node(_ kind: NodeKind = .packetSwitch) -> Int {
    kinds.append(kind)
    return kinds.count - 1
  }

  /// Adds a link each way.
  ///
  /// - Parameters:
  ///   - a: one end.
  ///   - b: the other.
  ///   - rate: gigabytes a second.
  ///   - latency: nanoseconds.
  ///   - energy: picojoules a bit.
  ///   - technology: row, 0 or 1.
  ///   - domain: row.
  package mutating func join(
    _ a: Int, _ b: Int, rate: Double, latency: Double, energy: Double = 0, technology: Int = 0,
    domain: Int = 0
  ) {
    for (from, to) in [(a, b), (b, a)] {
      lines.append(
        Line(
          from: from, to: to, rate: rate, latency: latency, energy: energy,
          technology: technology, domain: domain))
    }
  }

  package var cluster: Cluster {
    var nodes = NodeTable()
    nodes.acceleratorCount = accelerators
    nodes.kind = kinds
    nodes.name = kinds.indices.map { $0 < accelerators ? "gpu\($0)" : "node\($0)" }
    var links = LinkTable()
    for row in 0..<2 {
      links.technologies.append(
        LinkEnergyScope(
          name: row == 0 ? "copper" : "glass", isOptical: row == 1, includes: ["serdes"],
          incastPenalty: incast[row]))
    }
    for line in lines {
      links.from.append(Int32(line.from))
      links.to.append(Int32(line.to))
      links.rate.append(.gigabytesPerSecond(line.rate))
      links.latency.append(.nanoseconds(line.latency))
      links.dynamicEnergy.append(.picojoulesPerBit(line.energy))
      links.staticPower.append(.watts(line.energy))
      links.technology.append(Int32(line.technology))
      links.domain.append(Int32(line.domain))
    }
    let power = AcceleratorPower(
      computing: .watts(700), communicating: .watts(300), waiting: .watts(200), idle: .watts(70),
      includes: ["core"])
    return Cluster(
      name: "sketch", nodes: nodes, links: links,
      accelerators: Accelerators(
        AcceleratorGroup(
          name: "board", count: accelerators, power: hasPower ? power : nil, peak: nil,
          memoryBandwidth: nil)), devices: [], messageOverhead: overhead.map { .microseconds($0) },
      domains: overhead.indices.map { "domain\($0)" }, powerUsageEffectiveness: 1.25,
      inNetworkReduction: reduction, routing: routing)
  }
}
