// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension PhotonicLink {
  /// Refuses what describes nothing, before any of it becomes a number in a result.
  func check() throws(PhotonicLinkError) {
    try require(wavelengths > 0, "the number of wavelengths", "1 or more")
    try require(isPositive(ratePerWavelength.rawValue), "the rate of a wavelength", "above zero")
    try require(isPositive(spacing.rawValue), "the spacing of the wavelengths", "above zero")
    try require(isPositive(extinction.rawValue), "the extinction", "above 0 dB")
    try require(isLoss(margin), "the margin", "0 dB or more")
    try require(nonlinearityCap.isFinite, "the cap of the waveguide", "a finite level")
    try checkLaser()
    for line in path.lines(wavelengths: wavelengths) {
      try require(isLoss(line.each) && line.count >= 0, line.name, "a loss of 0 dB or more")
    }
    try checkPenalties()
    try require(
      receiver.sensitivity(at: ratePerWavelength).level.isFinite, "the receiver's sensitivity",
      "a finite level")
    try require(isShare(receiverPower.staticShare), "the receiver's static share", "from 0 to 1")
    try require(
      modulator.energy(at: ratePerWavelength).rawValue >= 0, "the modulator's energy",
      "zero or more")
    if let rings {
      try require(
        isPositive(rings.freeSpectralRange.rawValue), "the free spectral range", "above zero")
      let power = rings.power(wavelengths: wavelengths)
      try require(power.isFinite && power >= .zero, "the rings' power", "zero or more")
    }
    if let serialiser {
      for energy in [serialiser.clockPerWord, serialiser.perBit] {
        let slowest = energy.points[0].rate
        let fastest = energy.points[energy.points.count - 1].rate
        try require(
          energy.covers(ratePerWavelength), "the rate of a wavelength",
          "from \(slowest) to \(fastest), where the serialiser's energy is known")
      }
    }
  }

  private func checkLaser() throws(PhotonicLinkError) {
    let efficiencies = [
      ("the laser's wall-plug efficiency", laser.wallPlugEfficiency),
      ("the laser driver's efficiency", laser.driverEfficiency),
      ("the laser's coupling", laser.couplingEfficiency),
    ]
    for (name, value) in efficiencies {
      try require(value.rawValue > 0 && value.rawValue <= 1, name, "above 0 and at most 1")
    }
  }

  private func checkPenalties() throws(PhotonicLinkError) {
    for penalty in penalties {
      // A closed eye has no size and is told by the budget.
      guard
        let size = penalty.size(
          extinction: LinearRatio(of: extinction), wavelengths: wavelengths)
      else { continue }
      try require(isLoss(size), penalty.name, "0 dB or more")
    }
  }

  private func require(
    _ holds: Bool, _ name: String, _ allowed: String
  ) throws(PhotonicLinkError) {
    guard holds else { throw .meaningless(name, allowed: allowed) }
  }

  private func isPositive(_ value: Double) -> Bool { value > 0 && value.isFinite }
  private func isShare(_ value: Double) -> Bool { value >= 0 && value <= 1 }
  private func isLoss(_ loss: Decibels) -> Bool { loss.isFinite && loss >= .zero }
}
