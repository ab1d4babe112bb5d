// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A comb of lasers: what it gives, and what it takes from the wall.
package struct Laser: Sendable, Hashable {
  /// Light over the laser's electrical power.
  package var wallPlugEfficiency: LinearRatio
  /// The laser's electrical power over that of its supply and driver.
  package var driverEfficiency: LinearRatio
  /// Light into the path over light of the laser, where no coupler of the path says so already.
  package var couplingEfficiency: LinearRatio
  /// The most light of one wavelength, before that coupling.
  package var mostPerWavelength: DecibelMilliwatts

  package init(
    wallPlugEfficiency: LinearRatio, driverEfficiency: LinearRatio,
    couplingEfficiency: LinearRatio, mostPerWavelength: DecibelMilliwatts
  ) {
    self.wallPlugEfficiency = wallPlugEfficiency
    self.driverEfficiency = driverEfficiency
    self.couplingEfficiency = couplingEfficiency
    self.mostPerWavelength = mostPerWavelength
  }

  /// What one wavelength may be where it enters the path.
  var mostIntoPath: DecibelMilliwatts {
    mostPerWavelength + Decibels(of: couplingEfficiency)
  }

  func wallPower(for light: Watts) -> Watts {
    light / (wallPlugEfficiency.rawValue * couplingEfficiency.rawValue * driverEfficiency.rawValue)
  }
}
