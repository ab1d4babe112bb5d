// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

/// Each way to give a part of a photonic link, against a number worked out by hand; tolerances are
/// half of the last digit that was written down.
@Suite struct `A photonic link's record` {
  private typealias Text = PhotonicText

  @Test func `takes a receiver by its shot noise`() throws {
    // γ·(q·γ·R/2 + √(k·R³))/ρ = 7·(5.6076 nA + 12.86857 uA)/1 = 90.1193 uW.
    let model =
      "shot_noise: {quality: \(Text.figure("7")), responsivity: \(Text.figure("1 A/W")), "
      + "thermal_noise: \(Text.figure("1.656e-40 A^2*s^3")), fastest: \(Text.figure("25 Gb/s"))}"
    let budget = try Text().with("receiver", Text.receiver(model)).budget()
    #expect(budget.sensitivity.measure == .averagePower)
    #expect(near(budget.sensitivity.level.rawValue, -10.4518, within: 5e-5))
  }

  @Test func `takes a germanium diode and its amplifier`() throws {
    // f = 7.5 GHz: 0.0035·56.25 + 0.0655·7.5 + 0.842 = 1.530125 uA, and 1 uA in the dark:
    // 7·2.530125/0.7 = 25.30125 uW.
    let model =
      "transimpedance: {quality: \(Text.figure("7")), responsivity: \(Text.figure("0.7 A/W")), "
      + "dark_current: \(Text.figure("1 uA")), noise: \(Text.figure("0.842 uA")), "
      + "noise_linear: \(Text.figure("0.0655 uA/GHz")), "
      + "noise_quadratic: \(Text.figure("0.0035 uA/GHz^2")), "
      + "bandwidth_share: \(Text.figure("0.75")), fastest: \(Text.figure("25 Gb/s"))}"
    let budget = try Text().with("receiver", Text.receiver(model)).budget()
    #expect(budget.sensitivity.measure == .averagePower)
    #expect(near(budget.sensitivity.level.rawValue, -15.9686, within: 5e-5))
  }

  @Test func `takes a stated sensitivity for slower streams, and for none that are faster`() throws
  {
    let slower = try Text().budget()
    #expect(slower.sensitivity.level == .decibelMilliwatts(-20))
    #expect(slower.isFeasible)
    let stated = "stated: \(Text.stated("-20 dBm", rate: "5 Gb/s"))"
    let faster = try Text().with("receiver", Text.receiver(stated)).budget()
    #expect(
      faster.reasons
        == [.receiverRate(asked: .gigabitsPerSecond(10), fastest: .gigabitsPerSecond(5))])
  }

  @Test func `takes a part of the receiver's power as drawn for bits alone`() throws {
    // 1 pJ/bit at 10 Gb/s is 10 mW a wavelength: a quarter of it for four is 10 mW.
    let receiver =
      "{stated: \(Text.stated("-20 dBm")), energy: \(Text.power("1 pJ/bit", "tia")), "
      + "static_share: \(Text.figure("0.25"))}"
    let budget = try Text().with("receiver", receiver).budget()
    #expect(near(try #require(budget.watts(.receiver)), 0.01, within: 1e-15))
    #expect(near(try #require(budget.joulesPerBit(.receiver)), 0.75e-12, within: 1e-24))
  }

  @Test func `takes a laser's noise from the laser and its cost from a penalty`() throws {
    // Q²·ρ² = 25·10^−12·2·10^10 = 0.5: 3.0103 dB against a one, half of it against the swing.
    for (reference, cost) in [("one", 3.0103), ("oma", 1.50515)] {
      let noise =
        "[{name: noise, intensity_noise: {reference: \(reference), "
        + "quality: \(Text.figure("5")), bandwidth: \(Text.figure("20 GHz"))}}]"
      let laser =
        "{wall_plug_efficiency: \(Text.figure("0.1")), "
        + "most_per_wavelength: \(Text.figure("30 dBm")), "
        + "intensity_noise: \(Text.figure("-120 dB/Hz"))}"
      let budget = try Text().with("laser", laser).with("penalties", noise).budget()
      #expect(near(try #require(budget.decibels("intensity noise")), cost, within: 5e-5))
    }
  }

  @Test func `takes what extinction costs for the extinction`() throws {
    // (r+1)/(r−1) = 11/9 where r is ten: 0.871502 dB, and a swing of 10·log₁₀(10/9) = 0.457575 dB.
    let stated = try Text().budget()
    let costing =
      try Text().with("extinction", nil)
      .with("extinction_penalty", Text.figure("0.871501757 dB")).budget()
    #expect(near(try #require(costing.decibels("swing")), 0.457575, within: 5e-7))
    let difference = costing.requiredPerWavelength - stated.requiredPerWavelength
    #expect(near(difference.rawValue, 0, within: 1e-8))
  }

  @Test func `takes a modulator's capacitances`() throws {
    // A quarter of 1 V²·4 fF + 2 V·2 V·9 fF = 10 fJ.
    let modulator =
      "{supply: \(Text.figure("1 V")), drive: \(Text.figure("2 V")), "
      + "predriver: \(Text.figure("4 fF")), driven: \(Text.figure("9 fF")), "
      + "activity: \(Text.figure("0.25"))}"
    let budget =
      try Text().with("modulator_energy", nil).with("switched_modulator", modulator).budget()
    #expect(near(try #require(budget.joulesPerBit(.modulator)), 10e-15, within: 1e-26))
  }

  @Test func `takes a simulated driver at another load`() throws {
    // 14 fJ·10·(1.2/2.4)²·(100/50) + 84 − 50·2.4²/4 + 100·1.2²/4 = 70 + 84 − 72 + 36 = 118 fJ.
    let driver =
      "{growth: \(Text.figure("14 fJ/bit/(Gb/s)")), "
      + "constant: \(Text.power("84 fJ/bit", "modulator, driver")), "
      + "supply: \(Text.figure("1.2 V")), simulated_load: \(Text.figure("50 fF")), "
      + "swing: \(Text.figure("1.2 V")), load: \(Text.figure("100 fF"))}"
    let budget = try Text().with("modulator_energy", nil).with("scaled_driver", driver).budget()
    #expect(near(try #require(budget.joulesPerBit(.modulator)), 118e-15, within: 1e-26))
  }

  private func serialiser(_ rates: [(String, String, String)]) -> String {
    let clock = rates.map { rate, word, _ in
      "{rate: \(Text.figure(rate)), energy: \(Text.power(word, "clock"))}"
    }
    let bits = rates.map { rate, _, bit in
      "{rate: \(Text.figure(rate)), energy: \(Text.power(bit, "clock"))}"
    }
    return "{clock: [\(clock.joined(separator: ", "))], per_bit: [\(bits.joined(separator: ", "))]}"
  }

  @Test func `shares a clock among wavelengths and draws lines between its rates`() throws {
    // A third of the way from 8 to 14 Gb/s: 1.2 + 0.3/3 = 1.3 pJ a word, at 10 Gb/s 13 mW; 0.02 pJ
    // and a third of 0.03 more a bit.
    let text = serialiser([
      ("14 Gb/s", "1.5 pJ", "0.05 pJ/bit"), ("2 Gb/s", "0.6 pJ", "0.01 pJ/bit"),
      ("8 Gb/s", "1.2 pJ", "0.02 pJ/bit"),
    ])
    let budget = try Text().with("serialiser", text).budget()
    #expect(near(try #require(budget.watts(.clock)), 13e-3, within: 1e-14))
    #expect(near(try #require(budget.joulesPerBit(.serialiser)), 0.03e-12, within: 1e-24))
    // A word is one bit of each of four wavelengths: 1.3/4 pJ/bit of the link's 40 Gb/s.
    let perBit = try #require(budget.watts(.clock)) / budget.energy.rate.rawValue
    #expect(near(perBit, 0.325e-12, within: 1e-24))
  }

  @Test func `takes one rate of a serialiser for all, and two for none beyond`() throws {
    let one = try Text().with("serialiser", serialiser([("2 Gb/s", "0.6 pJ", "0.01 pJ/bit")]))
      .budget()
    #expect(near(try #require(one.watts(.clock)), 6e-3, within: 1e-15))
    let two = Text().with(
      "serialiser",
      serialiser([("2 Gb/s", "0.6 pJ", "0.01 pJ/bit"), ("8 Gb/s", "1.2 pJ", "0.02 pJ/bit")]))
    let error = #expect(throws: DeviceLinkError.self) { try two.budget() }
    #expect(
      error?.description.contains("from 2 Gb/s to 8 Gb/s") == true, "\(String(describing: error))")
  }

  @Test func `costs more for each bit while it is idle, by its static part alone`() throws {
    let energy = try Text().budget().energy
    let laser = try #require(energy.components.first { $0.component == .laser })
    // 10 uW of swing over 9/10, twice for 3.0103 dB: all that lasts is the laser, all else 50 fJ.
    for utilisation in [1, 0.5, 0.1] {
      let expected = 50e-15 + laser.staticPower.rawValue / 40e9 / utilisation
      #expect(near(energy.perBit(utilisation: utilisation).rawValue, expected, within: 1e-24))
    }
  }
}
