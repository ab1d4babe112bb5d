// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What rings of a quality let through beside their resonance: a Lorentzian, as in M. Bahadori and
/// others, "Crosstalk Penalty in Microring-Based Silicon Photonic Interconnect Systems" (Journal of
/// Lightwave Technology, 2016) and in PhoenixSim.
package struct RingCrosstalk: Sendable, Hashable {
  /// Q: the carrier over the full width at half of the resonance.
  package var quality: Double
  package var carrier: Hertz

  package init(quality: Double, carrier: Hertz) {
    self.quality = quality
    self.carrier = carrier
  }

  /// Power of all neighbours in a receiver's ring over that of its channel: the sum of
  /// 1 / (1 + (2Q·kΔ/f)²) over all others, for the channel in the middle, which has the most.
  package func dropped(wavelengths: Int, spacing: Hertz) -> LinearRatio {
    var sum = 0.0
    for other in 1..<min(max(1, wavelengths), Self.mostCounted) {
      // One on this side, one on that: 1, 1, 2, 2, ...
      let width = squaredWidths(spacing * Double((other + 1) / 2))
      sum += 1 / (1 + width)
    }
    return LinearRatio(rawValue: sum)
  }

  /// What a neighbour's modulator leaves of a channel: (d² + t) / (d² + 1), d in half widths, t the
  /// light at the bottom of its notch.
  ///
  /// - Parameters:
  ///   - detuning: from the channel to the neighbour's resonance at its nearest.
  ///   - depth: of the notch.
  /// - Returns: the share of the channel's light.
  package func transmission(detuning: Hertz, depth: Decibels) -> LinearRatio {
    let width = squaredWidths(detuning)
    let bottom = LinearRatio(of: -depth).rawValue
    return LinearRatio(rawValue: (width + bottom) / (width + 1))
  }

  /// Twice as many as a link may have; farther ones add next to nothing.
  private static let mostCounted = 2048

  private func squaredWidths(_ detuning: Hertz) -> Double {
    let widths = 2 * quality * (detuning / carrier)
    return widths * widths
  }
}

extension LinearRatio {
  /// The extinction r that costs so much in mean power: (r+1)/(r−1) is the penalty p, and
  /// r = (p+1)/(p−1).
  package init(extinctionCosting penalty: Decibels) {
    let factor = LinearRatio(of: penalty).rawValue
    self.init(rawValue: (factor + 1) / (factor - 1))
  }
}
