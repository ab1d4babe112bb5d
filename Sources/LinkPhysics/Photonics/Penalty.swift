// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Light that must be added because the signal is not ideal.
///
/// Extinction and on-off keying are not here: they follow from the measure of the receiver's
/// sensitivity, so nobody can add them to an amplitude. See `ModulationPenalty`.
package enum Penalty: Sendable, Hashable {
  /// −5·log₁₀(T): neighbours' modulators leave a share T of a channel's light.
  case modulatorCrosstalk(transmission: LinearRatio)
  /// 10·log₁₀(1 + Q·x/2·(r+1)/(r−1)): crosstalk of a demultiplexer, x its power against the
  /// channel's, r the extinction.
  case incoherentCrosstalk(power: LinearRatio, quality: Double)
  /// −10·log₁₀(1 − 2√x): crosstalk that beats with the channel, at its worst phase.
  case coherentCrosstalk(power: LinearRatio)
  /// Either of them, with the power of all neighbours that rings let through; incoherent where a
  /// quality is given.
  case ringCrosstalk(RingCrosstalk, spacing: Hertz, quality: Double?)
  case intensityNoise(IntensityNoise)
  /// A figure from elsewhere.
  case stated(name: String, Decibels)

  package var name: String {
    switch self {
    case .modulatorCrosstalk: "modulator crosstalk"
    case .incoherentCrosstalk: "demultiplexer crosstalk, incoherent"
    case .coherentCrosstalk, .ringCrosstalk(_, _, nil): "demultiplexer crosstalk, coherent"
    case .ringCrosstalk: "demultiplexer crosstalk, incoherent"
    case .intensityNoise: "intensity noise"
    case .stated(let name, _): name
    }
  }

  /// - Parameters:
  ///   - extinction: light of a one over that of a zero.
  ///   - wavelengths: how many share the waveguide.
  /// - Returns: the penalty, or nil where no power opens the eye.
  package func size(extinction: LinearRatio, wavelengths: Int = 1) -> Decibels? {
    switch self {
    case .modulatorCrosstalk(let transmission):
      return Decibels.inverse(of: transmission.rawValue).map { $0 / 2 }
    case .incoherentCrosstalk(let power, let quality):
      let spread = (extinction.rawValue + 1) / (extinction.rawValue - 1)
      return Decibels(of: LinearRatio(rawValue: 1 + quality * power.rawValue / 2 * spread))
    case .coherentCrosstalk(let power):
      return .inverse(of: 1 - 2 * power.rawValue.squareRoot())
    case .ringCrosstalk(let rings, let spacing, let quality):
      let power = rings.dropped(wavelengths: wavelengths, spacing: spacing)
      let stated =
        quality.map { Penalty.incoherentCrosstalk(power: power, quality: $0) }
        ?? .coherentCrosstalk(power: power)
      return stated.size(extinction: extinction)
    case .intensityNoise(let noise): return noise.size
    case .stated(_, let size): return size
    }
  }
}

extension Decibels {
  /// What makes up for a share that is left, or nil where nothing is.
  static func inverse(of share: Double) -> Decibels? {
    share > 0 ? -Decibels(of: LinearRatio(rawValue: share)) : nil
  }
}
