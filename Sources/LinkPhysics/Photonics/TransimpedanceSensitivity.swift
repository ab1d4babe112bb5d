// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A germanium diode before a transimpedance amplifier: S = Q·(I_dark + i_n) / ρ, average power,
/// where the noise current i_n[µA] = a·f² + b·f + c and f in GHz is a share of the rate.
///
/// The published form also carries (r+1)/(r−1), which is the penalty of extinction. It is left to
/// the budget, so that it is not counted twice.
package struct TransimpedanceSensitivity: Sendable, Hashable {
  /// Q: half the swing of the current over the noise, as the error rate asks.
  package var quality: Double
  /// In microamperes.
  package var darkMicroamperes: Double
  /// a, in microamperes for each GHz².
  package var quadraticNoise: Double
  /// b, in microamperes for each GHz.
  package var linearNoise: Double
  /// c, in microamperes.
  package var constantNoise: Double
  /// Bandwidth in hertz for each bit per second.
  package var bandwidthShare: Double
  package var responsivity: AmperesPerWatt
  package var fastest: BitsPerSecond

  package init(
    quality: Double, darkMicroamperes: Double, quadraticNoise: Double, linearNoise: Double,
    constantNoise: Double, bandwidthShare: Double, responsivity: AmperesPerWatt,
    fastest: BitsPerSecond
  ) {
    self.quality = quality
    self.darkMicroamperes = darkMicroamperes
    self.quadraticNoise = quadraticNoise
    self.linearNoise = linearNoise
    self.constantNoise = constantNoise
    self.bandwidthShare = bandwidthShare
    self.responsivity = responsivity
    self.fastest = fastest
  }

  func sensitivity(at rate: BitsPerSecond) -> ReceiverSensitivity {
    let gigahertz = bandwidthShare * (rate / BitsPerSecond.gigabitsPerSecond(1))
    let noise = (quadraticNoise * gigahertz + linearNoise) * gigahertz + constantNoise
    let amperes = quality * (darkMicroamperes + noise) / 1e6
    return ReceiverSensitivity(
      level: DecibelMilliwatts(of: .watts(amperes / responsivity.rawValue)),
      measure: .averagePower)
  }
}
