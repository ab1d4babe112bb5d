// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

/// What the links of a domain draw while all of them are busy, both directions added.
package struct DomainPower: Sendable {
  package var domain: String
  /// Sum over its directed links.
  package var delivered: BitsPerSecond
  /// Directed links.
  package var links: Int
  /// From die edge to die edge, as if no device's own figure had any of it.
  package var path: PathSum
  /// What the cluster counts as the links' own: the rest is in the figures of devices.
  package var counted: Watts

  /// What a bit pays in devices on its way, beside the links, at full rate.
  package var devices: [PathDevice]

  /// Everything on the links, devices apart.
  package var wholePath: Derived<PowerDimension> { path.power(delivering: delivered) }
}

extension Cluster {
  /// - Parameters:
  ///   - paths: one for each domain, in their order.
  ///   - devices: on the way through each domain.
  /// - Returns: one row for each domain.
  func power(along paths: [PathSum], _ devices: [[PathDevice]]) -> [DomainPower] {
    var rows = domains.indices.filter(paths.indices.contains).map { row in
      DomainPower(
        domain: domains[row], delivered: .zero, links: 0, path: paths[row], counted: .zero,
        devices: devices.indices.contains(row) ? devices[row] : [])
    }
    for link in 0..<links.count {
      let row = Int(links.domain[link])
      guard rows.indices.contains(row) else { continue }
      rows[row].delivered += links.rate[link]
      rows[row].links += 1
      rows[row].counted += links.dynamicEnergy[link] * links.rate[link] + links.staticPower[link]
    }
    return rows
  }
}

/// A device that a bit passes, or a pair of them at both ends.
package struct PathDevice: Sendable {
  /// Such as "each switch on the way".
  package var place: String
  package var name: String
  package var components: [EnergyComponent]
  /// Its power over what it carries at full rate, one way.
  package var energy: Derived<BitEnergyDimension>
}

extension PathDevice {
  /// A switch forwards its throughput one way for its power.
  init(passing packetSwitch: SwitchTechnology) {
    self.init(
      place: "each switch on the way", name: packetSwitch.name,
      components: packetSwitch.power.includes,
      energy: Derived { draw in draw(packetSwitch.power) / draw(packetSwitch.throughput) })
  }

  /// Two cards of P watts serve two directions of rate R: P over R for the pair.
  init(pairOf nic: NICTechnology) {
    self.init(
      place: "the NICs of both ends", name: nic.name, components: nic.power.includes,
      energy: Derived { draw in draw(nic.power) / draw(nic.rate) })
  }
}
