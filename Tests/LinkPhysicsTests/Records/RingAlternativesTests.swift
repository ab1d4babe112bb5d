// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import Testing

/// Rings and their crosstalk as a record may give them, against numbers worked out by hand.
@Suite struct `A record's rings` {
  private typealias Text = PhotonicText

  private static let stated = "tuning: \(Text.power("1 mW", "ring-tuning"))"

  private func rings(_ range: String, _ tuning: String) -> PhotonicText {
    Text().with("rings", "{\(range), per_wavelength: \(Text.figure("2")), \(tuning)}")
  }

  private static let range = "free_spectral_range: \(Text.figure("400 GHz"))"

  @Test func `have a free spectral range by their radius and group index`() throws {
    // c/(4·2π·10 um) = 1192.84 GHz, which holds eleven channels of 100 and not twelve.
    let made = "radius: \(Text.figure("10 um")), group_index: \(Text.figure("4"))"
    var draw = Draw()
    let link = try PhotonicDesign(try rings(made, Self.stated).record()).link(&draw)
    let range = try #require(link.rings).freeSpectralRange
    #expect(near(range.rawValue / 1e9, 1192.84, within: 5e-3))
    for (wavelengths, holds) in [(11, true), (12, false)] {
      let text = rings(made, Self.stated).with("wavelengths", Text.figure("\(wavelengths)"))
      #expect(try text.budget().isFeasible == holds)
    }
  }

  @Test func `are stated, or moved by heat in one of three ways`() throws {
    // Eight rings. Stated: 1 mW each. Nearest channel: 400 GHz over four at 100 GHz/mW, 1 mW each;
    // 60 GHz less by carriers, 0.4 mW. To their own channel: 3·√(30² + 40²) + 5·10 = 200 GHz, 2 mW.
    let spread =
      "local_sigma: \(Text.figure("30 GHz")), systematic_sigma: \(Text.figure("40 GHz")), "
      + "sigmas: \(Text.figure("3")), temperature_range: \(Text.figure("5 K"))"
    let shift = "shift: \(Text.figure("10 GHz/K"))"
    let heating = "heating: \(Text.figure("10 K/mW"))"
    let efficiency = "efficiency: \(Text.figure("100 GHz/mW"))"
    let carriers = "carrier_range: \(Text.figure("60 GHz"))"
    let expected = [
      (Self.stated, 8e-3), ("bit_reshuffled: {\(efficiency)}", 8e-3),
      ("bit_reshuffled: {\(shift), \(heating)}", 8e-3),
      ("electrically_assisted: {\(efficiency), \(carriers)}", 3.2e-3),
      ("heaters: {\(shift), \(heating), \(spread)}", 16e-3),
      ("heaters: {\(shift), \(efficiency), \(spread)}", 16e-3),
    ]
    for (tuning, watts) in expected {
      let budget = try rings(Self.range, tuning).budget()
      #expect(near(try #require(budget.watts(.rings)), watts, within: 1e-15), "\(tuning)")
    }
  }

  /// Half a width of the resonance from one channel to the next: 2·1000·100 GHz / 200 THz = 1.
  private static let wide =
    "ring_quality: \(Text.figure("1000")), carrier: \(Text.figure("200 THz"))"

  private func penalty(_ kind: String, wavelengths: Int) throws -> PhotonicBudget {
    try Text().with("wavelengths", Text.figure("\(wavelengths)"))
      .with("extinction", Text.figure("4.771212547 dB"))
      .with("penalties", "[{name: crosstalk, \(kind)}]").budget()
  }

  @Test(arguments: [(1, 0.0), (2, 0.5), (3, 1.0), (4, 1.2), (5, 1.4), (6, 1.5)])
  func `let through neighbours by their distance`(wavelengths: Int, power: Double) throws {
    // 1/(1+1) for each nearest neighbour, 1/(1+4) and 1/(1+9) for the next; r = 3 and Q = 4, so that
    // the penalty is 1 + 4·x/2·2.
    let kind = "incoherent_crosstalk: {quality: \(Text.figure("4")), \(Self.wide)}"
    let found = try penalty(kind, wavelengths: wavelengths)
      .decibels("demultiplexer crosstalk, incoherent")
    let expected = Decibels(of: LinearRatio(rawValue: 1 + 4 * power))
    #expect(near(try #require(found), expected.rawValue, within: 1e-8))
  }

  @Test func `spoil a channel with which their neighbours' light beats`() throws {
    // 2·4000·100 GHz / 200 THz = 4: x = 1/17, 1 − 2/√17 = 0.514929, 2.88253 dB.
    let narrow = "ring_quality: \(Text.figure("4000")), carrier: \(Text.figure("200 THz"))"
    let budget = try penalty("coherent_crosstalk: {\(narrow)}", wavelengths: 2)
    let found = try #require(budget.decibels("demultiplexer crosstalk, coherent"))
    #expect(near(found, 2.88253, within: 5e-6))
    // x = 1/2 leaves nothing.
    #expect(throws: DeviceLinkError.self) {
      try penalty("coherent_crosstalk: {\(Self.wide)}", wavelengths: 2)
    }
  }

  @Test func `of modulators take light from the next channel`() throws {
    // d² = 1, t = 0.1: (1 + 0.1)/2 = 0.55, −5·log₁₀ of it 1.298187 dB. Shifted half way, d² = 1/4:
    // (0.25 + 0.1)/1.25 = 0.28, 2.764210 dB.
    let ring = "\(Self.wide), depth: \(Text.figure("10 dB"))"
    let still = try penalty("modulator_crosstalk: {\(ring)}", wavelengths: 4)
    #expect(near(try #require(still.decibels("modulator crosstalk")), 1.298187, within: 5e-7))
    let moved = "\(ring), modulation_shift: \(Text.figure("50 GHz"))"
    let shifted = try penalty("modulator_crosstalk: {\(moved)}", wavelengths: 4)
    #expect(near(try #require(shifted.decibels("modulator crosstalk")), 2.764210, within: 5e-7))
    let stated = "transmission: \(Text.figure("0.55"))"
    let same = try penalty("modulator_crosstalk: {\(stated)}", wavelengths: 4)
    #expect(near(try #require(same.decibels("modulator crosstalk")), 1.298187, within: 5e-7))
  }

  @Test func `cost more where there are more of them, and the cap knows`() throws {
    let kind = "incoherent_crosstalk: {quality: \(Text.figure("4")), \(Self.wide)}"
    var last = -Decibels.infinity
    for wavelengths in 1...12 {
      let budget = try penalty(kind, wavelengths: wavelengths)
      let level = Decibels(rawValue: budget.requiredPerWavelength.rawValue)
      #expect(level >= last)
      last = level
    }
    let text = Text().with("waveguide_cap", Text.figure("10 dBm"))
      .with("penalties", "[{name: crosstalk, \(kind)}]")
    let most = try text.budget().mostWavelengthsUnderCap
    for (count, fits) in [(most, true), (most + 1, false)] {
      let budget = try text.with("wavelengths", Text.figure("\(count)")).budget()
      #expect((budget.opticalTotal <= .decibelMilliwatts(10)) == fits)
    }
  }

  @Test func `refuse a shift onto the neighbour, and two penalties of one name`() throws {
    let ring = "\(Self.wide), depth: \(Text.figure("10 dB"))"
    let far = "modulator_crosstalk: {\(ring), modulation_shift: \(Text.figure("100 GHz"))}"
    let shift = #expect(throws: DeviceLinkError.self) { try penalty(far, wavelengths: 4) }
    #expect(shift?.description.contains("below the spacing of 100 GHz") == true)
    let size = "{name: crosstalk, size: \(Text.figure("1 dB"))}"
    let twice = #expect(throws: DeviceLinkError.self) {
      try Text().with("penalties", "[\(size), \(size)]").budget()
    }
    #expect(twice?.description.contains("penalties[1].name") == true)
  }
}
