// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The rings of a link: their free spectral range, and what holds them on their wavelengths.
package struct RingBank: Sendable, Hashable {
  package var freeSpectralRange: Hertz
  /// One at each end makes two.
  package var ringsPerWavelength: Int
  package var tuning: RingTuning

  package init(freeSpectralRange: Hertz, ringsPerWavelength: Int, tuning: RingTuning) {
    self.freeSpectralRange = freeSpectralRange
    self.ringsPerWavelength = ringsPerWavelength
    self.tuning = tuning
  }

  /// c / (n·2π·r): how far apart the resonances of one ring are.
  package static func freeSpectralRange(groupIndex: Double, radius: Metres) -> Hertz {
    Hertz(rawValue: PhysicalConstant.speedOfLight / (groupIndex * 2 * .pi * radius.rawValue))
  }

  /// Whole channels in one free spectral range.
  func channels(spacing: Hertz) -> Int {
    Int(min((freeSpectralRange / spacing).rounded(.down), Double(Int32.max)))
  }

  func power(wavelengths: Int) -> Watts {
    let rings = Double(wavelengths * ringsPerWavelength)
    return tuning.powerPerRing(share: freeSpectralRange / Double(wavelengths)) * rings
  }
}

/// How a ring is brought to its wavelength.
package enum RingTuning: Sendable, Hashable {
  case stated(perRing: Watts)
  /// Each ring goes to the nearest channel and the bits are put in order after: the way is one
  /// channel's share of the free spectral range.
  case bitReshuffled(HertzPerWatt)
  /// The same, less what carriers in the ring shift without heat.
  case electricallyAssisted(HertzPerWatt, range: Hertz)
  /// Heat alone takes each ring to its own channel.
  case thermal(ThermalTuning)

  func powerPerRing(share: Hertz) -> Watts {
    switch self {
    case .stated(let power): power
    case .bitReshuffled(let efficiency): share / efficiency
    case .electricallyAssisted(let efficiency, let range):
      max(.zero, share - range) / efficiency
    case .thermal(let tuning): tuning.distance / (tuning.shift * tuning.heating)
    }
  }
}

/// The way from where a ring was made to where it must be at its hottest.
package struct ThermalTuning: Sendable, Hashable {
  /// Standard deviation among the rings of a die.
  package var localSigma: Hertz
  /// Standard deviation among dies.
  package var systematicSigma: Hertz
  /// How many standard deviations are covered.
  package var sigmas: Double
  /// Kelvin from the present temperature to the hottest at which the ring must still be held.
  package var kelvinToHottest: Double
  package var shift: HertzPerKelvin
  package var heating: KelvinPerWatt

  package init(
    localSigma: Hertz, systematicSigma: Hertz, sigmas: Double, kelvinToHottest: Double,
    shift: HertzPerKelvin, heating: KelvinPerWatt
  ) {
    self.localSigma = localSigma
    self.systematicSigma = systematicSigma
    self.sigmas = sigmas
    self.kelvinToHottest = kelvinToHottest
    self.shift = shift
    self.heating = heating
  }

  package var distance: Hertz {
    let variance =
      localSigma.rawValue * localSigma.rawValue
      + systematicSigma.rawValue * systematicSigma.rawValue
    return Hertz(
      rawValue: sigmas * variance.squareRoot() + kelvinToHottest * shift.rawValue)
  }
}
