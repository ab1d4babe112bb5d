// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

/// Each number was worked out by hand; tolerances are half of the last digit that was written down.
@Suite struct `The worked example of a photonic link` {
  @Test func `has each line, in order`() throws {
    let budget = try ExampleLink.link.budget()
    let expected = [
      ("coupler", 3, 4.5), ("fibre", 1, 1), ("modulator insertion", 1, 2), ("ring pass", 30, 0.6),
      ("ring drop", 1, 1), ("waveguide", 0.01, 1), ("polarisation", 1, 0.5),
      ("extinction", 1, 0.87), ("on-off keying", 1, 2.60), ("crosstalk", 1, 1), ("margin", 1, 2),
    ]
    #expect(budget.lines.map(\.name) == expected.map(\.0))
    for (line, (_, count, total)) in zip(budget.lines, expected) {
      #expect(line.count == count)
      #expect(near(line.total.rawValue, total, within: 0.005), "\(line.name)")
    }
    #expect(near(ExampleLink.link.path.loss(wavelengths: 16).rawValue, 10.6, within: 1e-12))
  }

  @Test func `needs 4 dBm of each wavelength and 16 dBm in all`() throws {
    let budget = try ExampleLink.link.budget()
    #expect(near(budget.sensitivity.level.rawValue, -13.1, within: 0.05))
    #expect(near(budget.requiredPerWavelength.rawValue, 4.0, within: 0.05))
    #expect(near(Watts(of: budget.requiredPerWavelength).rawValue, 2.5e-3, within: 0.05e-3))
    #expect(near(budget.opticalTotal.rawValue, 16.0, within: 0.05))
    #expect(budget.isFeasible)
    #expect(budget.reasons.isEmpty)
  }

  @Test(arguments: [(0.05, 2.00), (0.10, 1.00), (0.15, 0.67), (0.25, 0.40)])
  func `pays for light by the laser's efficiency`(efficiency: Double, picojoules: Double) throws {
    var link = ExampleLink.link
    link.laser.wallPlugEfficiency = LinearRatio(rawValue: efficiency)
    let budget = try link.budget()
    let perBit = budget.laserWallPower / link.rate
    // 2.5 mW / 25 Gb/s = 0.1 pJ of light for each bit, rounded up by at most half a percent.
    #expect(near(perBit.rawValue * 1e12, picojoules, within: 0.01 * picojoules))
  }

  @Test func `needs 1.58 times the laser for a pass of 2 dB through a circuit switch`() throws {
    var link = ExampleLink.link
    let before = try link.budget().laserWallPower
    link.path.elements.append(OpticalElement(.circuitSwitch, .times(1, each: .decibels(2))))
    let ratio = try link.budget().laserWallPower / before
    #expect(near(ratio, 1.58, within: 0.005))
  }
}
