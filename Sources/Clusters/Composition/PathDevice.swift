// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A device that a bit passes, or a pair of them at both ends.
package struct PathDevice: Sendable {
  /// Such as "each switch on the way".
  package var place: String
  package var name: String
  /// Of its power.
  package var figure: String
  package var components: [EnergyComponent]
  /// Whether only links of accelerators end at it, not those between switches.
  package var isAtAccelerators = false
  package var value: @Sendable (inout Draw) -> JoulesPerBit
  /// Its power over what it carries at full rate, one way.
  package var energy: Derived<BitEnergyDimension>

  private init(
    _ place: String, _ name: String, _ power: Figure<Watts>,
    _ value: @escaping @Sendable (inout Draw) -> JoulesPerBit
  ) {
    self.place = place
    self.name = name
    figure = power.name
    components = power.includes
    self.value = value
    energy = Derived { draw in value(&draw) }
  }
}

extension PathDevice {
  /// A switch forwards its throughput one way for its power.
  init(passing packetSwitch: SwitchTechnology) {
    let (power, throughput) = (packetSwitch.power, packetSwitch.throughput)
    self.init("each switch on the way", packetSwitch.name, power) { draw in
      draw(power) / draw(throughput)
    }
  }

  /// Two cards of P watts serve two directions of rate R: P over R for the pair.
  init(pairOf nic: NICTechnology) {
    let (power, rate) = (nic.power, nic.rate)
    self.init("the NICs of both ends", nic.name, power) { draw in draw(power) / draw(rate) }
    isAtAccelerators = true
  }

  /// One card of such a pair.
  init(one nic: NICTechnology) {
    let (power, rate) = (nic.power, nic.rate)
    self.init("the NIC at one end", nic.name, power) { draw in draw(power) / draw(rate) / 2 }
  }
}
