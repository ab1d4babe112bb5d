// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A PIN diode with shot noise and an amplifier whose noise power grows with the cube of the rate:
/// S = γ·(q·B·γ + √(k·R³)) / ρ with B = R/2, average power.
package struct ShotNoiseSensitivity: Sendable, Hashable {
  /// γ: half the swing of the current over the noise, as the error rate asks.
  package var quality: Double
  /// k, in A²·s³: the amplifier's mean square noise current at a rate is k·R³.
  package var thermalNoise: Double
  package var responsivity: AmperesPerWatt
  package var fastest: BitsPerSecond

  package init(
    quality: Double, thermalNoise: Double, responsivity: AmperesPerWatt, fastest: BitsPerSecond
  ) {
    self.quality = quality
    self.thermalNoise = thermalNoise
    self.responsivity = responsivity
    self.fastest = fastest
  }

  func sensitivity(at rate: BitsPerSecond) -> ReceiverSensitivity {
    let bits = rate.rawValue
    let shot = PhysicalConstant.elementaryCharge * bits / 2 * quality
    let thermal = (thermalNoise * bits * bits * bits).squareRoot()
    let power = Watts.watts(quality * (shot + thermal) / responsivity.rawValue)
    return ReceiverSensitivity(level: DecibelMilliwatts(of: power), measure: .averagePower)
  }
}

/// Constants of nature, exact in the SI since 2019 (BIPM, The International System of Units, 9th
/// edition, table 1).
enum PhysicalConstant {
  /// In coulombs.
  static let elementaryCharge = 1.602_176_634e-19
  /// In metres per second.
  static let speedOfLight = 299_792_458.0
}
