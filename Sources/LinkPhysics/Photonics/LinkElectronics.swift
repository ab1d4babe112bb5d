// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The power of a receiver: a line in its rate.
package struct ReceiverPower: Sendable, Hashable {
  package var perRate: JoulesPerBit
  package var constant: Watts
  /// Which share of it, from 0 to 1, is drawn whether or not bits arrive.
  package var staticShare: Double

  package init(perRate: JoulesPerBit, constant: Watts, staticShare: Double) {
    self.perRate = perRate
    self.constant = constant
    self.staticShare = staticShare
  }

  package func power(at rate: BitsPerSecond) -> Watts { perRate * rate + constant }
}

/// A straight line between figures stated at two rates, in joules.
package struct EnergyByRate: Sendable, Hashable {
  package var slow: BitsPerSecond
  package var energyWhenSlow: Joules
  package var fast: BitsPerSecond
  package var energyWhenFast: Joules

  package init(
    slow: BitsPerSecond, energyWhenSlow: Joules, fast: BitsPerSecond, energyWhenFast: Joules
  ) {
    self.slow = slow
    self.energyWhenSlow = energyWhenSlow
    self.fast = fast
    self.energyWhenFast = energyWhenFast
  }

  package func energy(at rate: BitsPerSecond) -> Joules {
    energyWhenSlow + (energyWhenFast - energyWhenSlow) * ((rate - slow) / (fast - slow))
  }
}

/// The serialisers of a link and the clock that they share.
package struct Serialiser: Sendable, Hashable {
  /// Of a word: one bit of every wavelength. Drawn whether or not bits move.
  package var clockPerWord: EnergyByRate
  /// Of each bit that is put in line.
  package var perBit: EnergyByRate

  package init(clockPerWord: EnergyByRate, perBit: EnergyByRate) {
    self.clockPerWord = clockPerWord
    self.perBit = perBit
  }
}
