// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a link draws, apart for what it draws always and what each bit adds.
package struct LinkEnergy: Sendable, Hashable {
  package var rate: BitsPerSecond
  package var components: [ComponentEnergy]

  package init(rate: BitsPerSecond, components: [ComponentEnergy]) {
    self.rate = rate
    self.components = components
  }

  package var staticPower: Watts { components.reduce(.zero) { $0 + $1.staticPower } }
  package var dynamicEnergy: JoulesPerBit {
    components.reduce(.zero) { $0 + $1.dynamicEnergy }
  }

  /// What each delivered bit costs where the link carries bits for a share of the time.
  ///
  /// - Parameter utilisation: above 0 and at most 1.
  /// - Returns: what bits add, and the static power shared among those that come.
  package func perBit(utilisation: Double) -> JoulesPerBit {
    precondition(utilisation > 0 && utilisation <= 1, "a link is used between never and always")
    return dynamicEnergy + staticPower / (rate * utilisation)
  }
}

/// The share of one part of a link.
package struct ComponentEnergy: Sendable, Hashable {
  package enum Component: String, Sendable, Hashable, CaseIterable {
    case laser, rings, clock, serialiser, modulator, receiver
  }

  package var component: Component
  /// Whether or not bits move.
  package var staticPower: Watts
  /// Of each bit that moves.
  package var dynamicEnergy: JoulesPerBit

  package init(_ component: Component, staticPower: Watts, dynamicEnergy: JoulesPerBit) {
    self.component = component
    self.staticPower = staticPower
    self.dynamicEnergy = dynamicEnergy
  }
}

extension PhotonicLink {
  /// The parts of the link, where all lasers together draw `laser`.
  func energy(laser: Watts) -> LinkEnergy {
    let receiving = receiverPower.power(at: ratePerWavelength)
    let idle = receiving * receiverPower.staticShare
    var components = [
      ComponentEnergy(.laser, staticPower: laser, dynamicEnergy: .zero),
      ComponentEnergy(
        .rings, staticPower: rings?.power(wavelengths: wavelengths) ?? .zero, dynamicEnergy: .zero),
    ]
    if let serialiser {
      // A word is one bit of every wavelength, so words come at the rate of one of them.
      let word = serialiser.clockPerWord.energy(at: ratePerWavelength)
      let clock = JoulesPerBit(rawValue: word.rawValue) * ratePerWavelength
      let bit = serialiser.perBit.energy(at: ratePerWavelength)
      components += [
        ComponentEnergy(.clock, staticPower: clock, dynamicEnergy: .zero),
        ComponentEnergy(
          .serialiser, staticPower: .zero, dynamicEnergy: JoulesPerBit(rawValue: bit.rawValue)),
      ]
    }
    components += [
      ComponentEnergy(
        .modulator, staticPower: .zero, dynamicEnergy: modulator.energy(at: ratePerWavelength)),
      ComponentEnergy(
        .receiver, staticPower: idle * Double(wavelengths),
        dynamicEnergy: (receiving - idle) / ratePerWavelength),
    ]
    return LinkEnergy(rate: rate, components: components)
  }
}
