// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities

/// A ring link of sixteen wavelengths at 25 Gb/s whose budget was worked out by hand.
enum ExampleLink {
  static let link = PhotonicLink(
    wavelengths: 16, spacing: .gigahertz(100), ratePerWavelength: .gigabitsPerSecond(25),
    laser: Laser(
      wallPlugEfficiency: LinearRatio(rawValue: 0.1), driverEfficiency: LinearRatio(rawValue: 1),
      couplingEfficiency: LinearRatio(rawValue: 1), mostPerWavelength: .decibelMilliwatts(10)),
    path: OpticalPath([
      OpticalElement(.coupler, .times(3, each: .decibels(1.5))),
      OpticalElement(.fibre, .times(1, each: .decibels(1))),
      OpticalElement(.modulatorInsertion, .times(1, each: .decibels(2))),
      OpticalElement(.ringPass, .neighbours(ends: 2, each: .decibels(0.02))),
      OpticalElement(.ringDrop, .times(1, each: .decibels(1))),
      OpticalElement(.waveguide, .length(.metres(0.01), loss: DecibelsPerMetre(rawValue: 100))),
      OpticalElement(.polarisation, .times(1, each: .decibels(0.5))),
    ]),
    extinction: .decibels(10),
    penalties: [.stated(name: "crosstalk", .decibels(1))], margin: .decibels(2),
    receiver: .polynomial(polynomial), receiverPower: receiverPower,
    modulator: .stated(.zero),
    rings: RingBank(
      freeSpectralRange: .gigahertz(1700), ringsPerWavelength: 2,
      tuning: .stated(perRing: .watts(1e-3))),
    serialiser: nil, nonlinearityCap: .decibelMilliwatts(20))

  /// PhoenixSim's integrating receiver in 28 nm, as published.
  static let polynomial = PolynomialSensitivity(
    constant: .decibelMilliwatts(-18.784), linear: .decibels(-0.1386),
    quadratic: .decibels(0.014647), measure: .averagePower, fastest: .gigabitsPerSecond(30))
  static let receiverPower = ReceiverPower(
    perRate: .picojoulesPerBit(0.1374), constant: .watts(0.6979e-3), staticShare: 1)
}

/// Whether two numbers differ by no more than what was rounded away in print.
func near(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
  (a - b).magnitude <= tolerance
}
