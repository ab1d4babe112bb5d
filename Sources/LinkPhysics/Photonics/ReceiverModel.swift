// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How the sensitivity of a receiver follows its rate, and up to which rate that is believed.
package enum ReceiverModel: Sendable, Hashable {
  case polynomial(PolynomialSensitivity)
  case shotNoise(ShotNoiseSensitivity)
  case transimpedance(TransimpedanceSensitivity)
  /// Measured at one rate: taken for slower streams too, which is on the safe side.
  case stated(ReceiverSensitivity, at: BitsPerSecond)

  /// Beyond `fastest` this is an extrapolation, which a budget refuses.
  package func sensitivity(at rate: BitsPerSecond) -> ReceiverSensitivity {
    switch self {
    case .polynomial(let model): model.sensitivity(at: rate)
    case .shotNoise(let model): model.sensitivity(at: rate)
    case .transimpedance(let model): model.sensitivity(at: rate)
    case .stated(let sensitivity, _): sensitivity
    }
  }

  package var fastest: BitsPerSecond {
    switch self {
    case .polynomial(let model): model.fastest
    case .shotNoise(let model): model.fastest
    case .transimpedance(let model): model.fastest
    case .stated(_, let rate): rate
    }
  }
}

/// A curve through simulated or measured receivers: S[dBm] = a + b·R + c·R², R in Gb/s.
package struct PolynomialSensitivity: Sendable, Hashable {
  package var constant: DecibelMilliwatts
  /// For each Gb/s.
  package var linear: Decibels
  /// For each (Gb/s)².
  package var quadratic: Decibels
  package var measure: ReceiverSensitivity.Measure
  /// Where the curve ends.
  package var fastest: BitsPerSecond

  package init(
    constant: DecibelMilliwatts, linear: Decibels, quadratic: Decibels,
    measure: ReceiverSensitivity.Measure, fastest: BitsPerSecond
  ) {
    self.constant = constant
    self.linear = linear
    self.quadratic = quadratic
    self.measure = measure
    self.fastest = fastest
  }

  func sensitivity(at rate: BitsPerSecond) -> ReceiverSensitivity {
    let gigabits = rate / BitsPerSecond.gigabitsPerSecond(1)
    return ReceiverSensitivity(
      level: constant + linear * gigabits + quadratic * gigabits * gigabits, measure: measure)
  }
}
