// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The noise of the laser itself, which grows with its light: more power alone does not help.
///
/// Two definitions are in use:
/// - Against the light of a one (G. Agrawal, "Fiber-Optic Communication Systems", receiver
///   sensitivity degradation by intensity noise). With a one of current A, thermal noise σ on both
///   levels and noise A·ρ on the one, Q·(√(σ² + A²ρ²) + σ) = A gives A = 2Qσ / (1 − Q²ρ²): a
///   penalty of −10·log₁₀(1 − Q²ρ²).
/// - Against the modulated power (IEEE 802.3, RIN_OMA), equal on both levels: with half the
///   amplitude H, Q·√(σ² + H²ρ²) = H gives H = Qσ / √(1 − Q²ρ²): −5·log₁₀(1 − Q²ρ²).
///
/// ρ² is the noise density times the receiver's bandwidth.
package struct IntensityNoise: Sendable, Hashable {
  package enum Reference: Sendable, Hashable { case one, oma }

  package var density: DecibelsPerHertz
  package var bandwidth: Hertz
  /// Q, as the error rate asks.
  package var quality: Double
  package var reference: Reference

  package init(
    density: DecibelsPerHertz, bandwidth: Hertz, quality: Double, reference: Reference
  ) {
    self.density = density
    self.bandwidth = bandwidth
    self.quality = quality
    self.reference = reference
  }

  /// Nil where the noise alone spoils the error rate, whatever the power.
  var size: Decibels? {
    let perHertz = LinearRatio(of: Decibels(rawValue: density.rawValue)).rawValue
    let variance = perHertz * bandwidth.rawValue
    guard let whole = Decibels.inverse(of: 1 - quality * quality * variance) else { return nil }
    return reference == .one ? whole : whole / 2
  }
}
