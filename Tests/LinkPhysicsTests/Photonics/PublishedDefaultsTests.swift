// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

@Suite struct `Published defaults of photonic models` {
  // Printed with one digit after the point, and three of the energy.
  @Test(arguments: [(10.0, -18.7), (25.0, -13.1)])
  func `give PhoenixSim's sensitivities`(gigabits: Double, level: Double) {
    let model = ReceiverModel.polynomial(ExampleLink.polynomial)
    let found = model.sensitivity(at: .gigabitsPerSecond(gigabits))
    #expect(near(found.level.rawValue, level, within: 0.06))
  }

  @Test func `give PhoenixSim's receiver energy`() {
    let rate = BitsPerSecond.gigabitsPerSecond(25)
    let energy = ExampleLink.receiverPower.power(at: rate) / rate
    #expect(near(energy.rawValue * 1e12, 0.165, within: 0.0005))
  }

  @Test func `of DSENT agree with its own form of the laser's power`() throws {
    // N·S·10^(ΣL/10) / (1 − 10^(−ER/10)) / η. ΣL: coupler 1, splitter 1, modulator 2, a hundred
    // rings in passing 1, drop 1, 2 cm of waveguide 2: 8 dB.
    var link = ExampleLink.link
    link.wavelengths = 51
    link.extinction = .decibels(6)
    link.penalties = []
    link.margin = .zero
    link.receiver = .stated(
      ReceiverSensitivity(level: .decibelMilliwatts(-20), measure: .oma),
      at: .gigabitsPerSecond(25))
    link.laser.wallPlugEfficiency = LinearRatio(rawValue: 0.25)
    link.path = OpticalPath([
      OpticalElement(.coupler, .times(1, each: .decibels(1))),
      OpticalElement(.splitter, .times(1, each: .decibels(1))),
      OpticalElement(.modulatorInsertion, .times(1, each: .decibels(2))),
      OpticalElement(.ringPass, .neighbours(ends: 2, each: .decibels(0.01))),
      OpticalElement(.ringDrop, .times(1, each: .decibels(1))),
      OpticalElement(.waveguide, .length(.metres(0.02), loss: DecibelsPerMetre(rawValue: 100))),
    ])
    // 8 dB: 6.30957; −20 dBm: 10 µW; 1 − 10^−0.6 = 0.748811.
    let expected = 51 * 10e-6 * 6.30957 / 0.748811 / 0.25
    let found = try link.budget().laserWallPower.rawValue
    #expect(near(found, expected, within: 1e-5 * expected))
  }
}
