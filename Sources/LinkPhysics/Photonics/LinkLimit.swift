// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a link may run into, with both sides of the comparison.
package enum LinkLimit: Sendable, Hashable, CustomStringConvertible {
  case laser(required: DecibelMilliwatts, most: DecibelMilliwatts)
  case nonlinearity(total: DecibelMilliwatts, cap: DecibelMilliwatts)
  case freeSpectralRange(wavelengths: Int, channels: Int)
  case receiverRate(asked: BitsPerSecond, fastest: BitsPerSecond)

  package var isPassed: Bool {
    switch self {
    case .laser(let required, let most): required > most
    case .nonlinearity(let total, let cap): total > cap
    case .freeSpectralRange(let wavelengths, let channels): wavelengths > channels
    case .receiverRate(let asked, let fastest): asked > fastest
    }
  }

  /// How far away it is, as a ratio of powers, counts or rates; below zero where it is passed.
  package var headroom: Decibels {
    switch self {
    case .laser(let required, let most): Decibels(rawValue: most.rawValue - required.rawValue)
    case .nonlinearity(let total, let cap): Decibels(rawValue: cap.rawValue - total.rawValue)
    case .freeSpectralRange(let wavelengths, let channels):
      channels == 0
        ? -Decibels.infinity
        : Decibels(of: LinearRatio(rawValue: Double(channels) / Double(wavelengths)))
    case .receiverRate(let asked, let fastest):
      fastest > .zero ? Decibels(of: LinearRatio(rawValue: fastest / asked)) : -Decibels.infinity
    }
  }

  package var description: String {
    switch self {
    case .laser(let required, let most):
      "the laser gives \(most) into the path and each wavelength needs \(required)"
    case .nonlinearity(let total, let cap):
      "the waveguide holds \(cap) and all wavelengths together need \(total)"
    case .freeSpectralRange(let wavelengths, let channels):
      "the free spectral range holds \(channels) channels and there are \(wavelengths)"
    case .receiverRate(let asked, let fastest):
      "the receiver is known up to \(fastest) and must read \(asked)"
    }
  }
}

package struct LimitHeadroom: Sendable, Hashable {
  package var limit: LinkLimit
  package var headroom: Decibels
}
