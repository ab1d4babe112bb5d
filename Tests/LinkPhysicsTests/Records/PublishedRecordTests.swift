// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

/// The default sets of two published models, each against that model's own equations.
@Suite struct `Default sets of published models` {
  private func design(_ name: String) throws -> PhotonicDesign {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    return PhotonicDesign(
      try #require(catalogue.record(named: name, in: RecordShape.photonicLink)))
  }

  @Test func `DSENT's laser draws what its own form says, with a diode that loses a decibel`()
    throws
  {
    let budget = try design("dsent-defaults").budget()
    // Losses: diode 1, coupler 1, modulator 2, thirty rings 0.3, 2 cm of waveguide 2, drop 1,
    // photodiode 1: 8.3 dB. N·S·10^(ΣL/10)/(1 − 10^(−ER/10))/η: 16 x 4.36516 uW (−23.6 dBm)
    // x 6.76083 / 0.748811 / 0.25 = 2.52236 mW.
    #expect(near(budget.laserWallPower.rawValue * 1e3, 2.52236, within: 5e-5))
    let diode = try #require(budget.lines.first { $0.name == "laser diode" })
    #expect(diode.total == .decibels(1))
    // Without it the same laser would draw 10^0.1 = 1.258925 times less.
    let without = budget.lines.filter { $0.name != "laser diode" }
      .reduce(budget.sensitivity.level) { $0 + $1.total }
    let ratio = Watts(of: budget.requiredPerWavelength) / Watts(of: without)
    #expect(near(ratio, 1.258925, within: 5e-7))
  }

  @Test func `DSENT's rings have its spectral range, and its way to the hottest channel`() throws {
    var draw = Draw()
    let link = try design("dsent-defaults").link(&draw)
    // c/(4·2π·3 um) = 3976.12 GHz.
    #expect(near(try #require(link.rings).freeSpectralRange.rawValue / 1e9, 3976.12, within: 5e-3))
    // 3·√(40² + 200²) + (380 − 340)·10 = 1011.8823 GHz over 1000 GHz/mW; 32 rings.
    let rings = try #require(try link.budget().watts(.rings))
    #expect(near(rings * 1e3, 32 * 1.0118823, within: 5e-6))
    // 0.25·(1 V²·42 fF + 7.74²·16.9 fF) = 263.61 fJ.
    #expect(
      near(try #require(try link.budget().joulesPerBit(.modulator)) * 1e15, 263.61, within: 5e-3))
  }

  @Test func `PhoenixSim's receiver, driver and serialiser are its own at 25 Gb/s`() throws {
    let budget = try design("phoenixsim-defaults").budget()
    // −18.784087 − 0.1386·25 + 0.01464667867·625 = −13.094913 dBm; 0.1374·25 + 0.6979 = 4.1329 mW.
    #expect(near(budget.sensitivity.level.rawValue, -13.094913, within: 5e-7))
    #expect(near(try #require(budget.watts(.receiver)) * 1e3, 16 * 4.1329, within: 5e-10))
    // 2·25·(2/2)²·65/50 + 88 − 50·4/4 + 65·4/4 = 65 + 88 − 50 + 65 = 168 fJ.
    #expect(near(try #require(budget.joulesPerBit(.modulator)) * 1e15, 168, within: 1e-9))
    // A quarter of the way from 24 to 28 Gb/s, a quarter of what 65 nm takes: 1.804/4 = 0.451 pJ a
    // word and 0.021725/4 pJ a bit; 0.451/16 + 0.00543125 = 0.03361875 pJ for each bit.
    let clock = try #require(budget.watts(.clock)) / budget.energy.rate.rawValue
    let serialiser = try #require(budget.joulesPerBit(.serialiser))
    #expect(near((clock + serialiser) * 1e12, 0.03361875, within: 1e-6))
    // 32 rings of 1 mW.
    #expect(near(try #require(budget.watts(.rings)), 32e-3, within: 1e-15))
  }

  @Test func `PhoenixSim's rings have its spectral range and its crosstalk`() throws {
    var draw = Draw()
    let design = try design("phoenixsim-defaults")
    // c/(4.393·2π·1.87 um) = 5808.15 GHz.
    let rings = try #require(try design.link(&draw).rings)
    #expect(near(rings.freeSpectralRange.rawValue / 1e9, 5808.15, within: 5e-3))
    let budget = try design.budget()
    // d = 2·5600·175/193414 = 10.1337: (102.692 + 0.01)/103.692, −5·log₁₀: 0.020832 dB.
    #expect(near(try #require(budget.decibels("modulator crosstalk")), 0.020832, within: 5e-6))
    // d = k·2·5000·350/193414 = 18.0959·k: seven neighbours on one side and eight on the other.
    let sum = (Array(1...7) + Array(1...8)).reduce(0.0) { sum, k in
      let d = 2 * 5000 * 350 / 193_414.0 * Double(k)
      return sum + 1 / (1 + d * d)
    }
    let expected = Decibels(of: LinearRatio(rawValue: 1 + 7 * sum / 2 * 101 / 99))
    let found = try #require(budget.decibels("demultiplexer crosstalk, incoherent"))
    #expect(near(found, expected.rawValue, within: 1e-12))
  }
}
