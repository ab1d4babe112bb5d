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

/// Joules by rate: straight lines between figures stated at some rates.
package struct EnergyByRate: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    package var rate: BitsPerSecond
    package var energy: Joules

    package init(rate: BitsPerSecond, energy: Joules) {
      self.rate = rate
      self.energy = energy
    }
  }

  /// Slowest first; one alone holds at any rate.
  package let points: [Point]

  /// - Parameter points: one or more, at different rates, in any order.
  package init(_ points: [Point]) {
    precondition(!points.isEmpty, "an energy is known at one rate or more")
    self.points = points.sorted { $0.rate < $1.rate }
  }

  /// Whether the rate lies among those that are known.
  package func covers(_ rate: BitsPerSecond) -> Bool {
    points.count == 1 || (points[0].rate <= rate && rate <= points[points.count - 1].rate)
  }

  /// Beyond the rates that are known the outermost line goes on, which a budget refuses.
  package func energy(at rate: BitsPerSecond) -> Joules {
    guard points.count > 1 else { return points[0].energy }
    let above = points.firstIndex { $0.rate >= rate } ?? points.count - 1
    let (slow, fast) = (points[max(1, above) - 1], points[max(1, above)])
    let part = (rate - slow.rate) / (fast.rate - slow.rate)
    return slow.energy + (fast.energy - slow.energy) * part
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
