// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a link asks of its laser, what it draws, and whether it can be.
package struct PhotonicBudget: Sendable, Hashable {
  /// What the receiver must get.
  package var sensitivity: ReceiverSensitivity
  /// Losses, penalties and margin, in order.
  package var lines: [BudgetLine]
  /// Light of each wavelength where it enters the path: the sensitivity and all lines.
  package var requiredPerWavelength: DecibelMilliwatts
  /// Light of all wavelengths there.
  package var opticalTotal: DecibelMilliwatts
  /// Electrical power of the lasers with their drivers.
  package var laserWallPower: Watts
  package var energy: LinkEnergy
  /// Every limit that applies, the tightest first; equal ones in the order of their cases.
  package var headrooms: [LimitHeadroom]
  /// As many wavelengths as the cap of the waveguide allows.
  package var mostWavelengthsUnderCap: Int

  /// The limits that are passed; none where the link is feasible.
  package var reasons: [LinkLimit] { headrooms.map(\.limit).filter(\.isPassed) }
  package var isFeasible: Bool { reasons.isEmpty }
  /// What stops the link first as it is made longer, wider or faster.
  package var tightest: LinkLimit? { headrooms.first?.limit }
}

extension PhotonicLink {
  /// - Throws: `PhotonicLinkError` where an input describes nothing, or no power opens the eye.
  package func budget() throws(PhotonicLinkError) -> PhotonicBudget {
    try check()
    let level = try required(wavelengths: wavelengths)
    let light = Watts(of: level) * Double(wavelengths)
    let wall = laser.wallPower(for: light)
    return PhotonicBudget(
      sensitivity: receiver.sensitivity(at: ratePerWavelength),
      lines: try lines(wavelengths: wavelengths), requiredPerWavelength: level,
      opticalTotal: DecibelMilliwatts(of: light), laserWallPower: wall,
      energy: energy(laser: wall), headrooms: headrooms(level: level, light: light),
      mostWavelengthsUnderCap: try mostWavelengthsUnderCap())
  }

  private func headrooms(level: DecibelMilliwatts, light: Watts) -> [LimitHeadroom] {
    var limits: [LinkLimit] = [
      .laser(required: level, most: laser.mostIntoPath),
      .nonlinearity(total: DecibelMilliwatts(of: light), cap: nonlinearityCap),
    ]
    if let rings {
      limits.append(
        .freeSpectralRange(
          wavelengths: wavelengths, channels: rings.channels(spacing: spacing)))
    }
    limits.append(.receiverRate(asked: ratePerWavelength, fastest: receiver.fastest))
    // Stable by hand: equal headrooms keep the order above.
    return limits.enumerated().sorted {
      ($0.element.headroom, $0.offset) < ($1.element.headroom, $1.offset)
    }.map { LimitHeadroom(limit: $0.element, headroom: $0.element.headroom) }
  }
}
