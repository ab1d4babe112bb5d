// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

@Suite struct `Penalties and parts worked by hand` {
  static let ten = LinearRatio(rawValue: 10)

  @Test func `each penalty has its closed form`() throws {
    // −5·log₁₀(0.1) = 5.
    let modulator = Penalty.modulatorCrosstalk(transmission: LinearRatio(rawValue: 0.1))
    #expect(near(try #require(modulator.size(extinction: Self.ten)).rawValue, 5, within: 1e-12))
    // 1 + 7·x/2·11/9 = 2 where x = 18/77: 3.0103 dB.
    let demux = Penalty.incoherentCrosstalk(
      power: LinearRatio(rawValue: 18.0 / 77), quality: 7)
    #expect(near(try #require(demux.size(extinction: Self.ten)).rawValue, 3.0103, within: 5e-5))
    // 1 − 2·√0.0625 = 1/2.
    let coherent = Penalty.coherentCrosstalk(power: LinearRatio(rawValue: 0.0625))
    #expect(near(try #require(coherent.size(extinction: Self.ten)).rawValue, 3.0103, within: 5e-5))
  }

  @Test func `intensity noise costs an amplitude half of what it costs a one`() throws {
    // Q²·ρ² = 5²·10^−12·2·10^10 = 0.5: 3.0103 dB, and half of that. At 4·10^10 nothing helps.
    func size(_ gigahertz: Double, _ reference: IntensityNoise.Reference) -> Decibels? {
      Penalty.intensityNoise(
        IntensityNoise(
          density: DecibelsPerHertz(rawValue: -120), bandwidth: .gigahertz(gigahertz), quality: 5,
          reference: reference)
      ).size(extinction: Self.ten)
    }
    #expect(near(try #require(size(20, .one)).rawValue, 3.0103, within: 5e-5))
    #expect(near(try #require(size(20, .oma)).rawValue, 1.50515, within: 5e-5))
    #expect(size(41, .oma) == nil)
  }

  @Test func `rings draw what their way asks`() throws {
    func power(_ tuning: RingTuning) throws -> Double {
      var link = ExampleLink.link
      link.rings = RingBank(
        freeSpectralRange: .gigahertz(1600), ringsPerWavelength: 2, tuning: tuning)
      let parts = try link.budget().energy.components
      return try #require(parts.first { $0.component == .rings }).staticPower.rawValue
    }
    let heater = HertzPerWatt(rawValue: 1e14)
    // 32 rings: 1 mW each; 100 GHz at 100 GHz/mW; 50 GHz left by carriers; 3·√(30²+40²) + 50.
    #expect(near(try power(.stated(perRing: .watts(1e-3))), 32e-3, within: 1e-15))
    #expect(near(try power(.bitReshuffled(heater)), 32e-3, within: 1e-15))
    let assisted = RingTuning.electricallyAssisted(heater, range: .gigahertz(50))
    #expect(near(try power(assisted), 16e-3, within: 1e-15))
    let thermal = ThermalTuning(
      localSigma: .gigahertz(30), systematicSigma: .gigahertz(40), sigmas: 3, kelvinToHottest: 5,
      shift: HertzPerKelvin(rawValue: 1e10), heating: KelvinPerWatt(rawValue: 1e4))
    #expect(near(try power(.thermal(thermal)), 64e-3, within: 1e-15))
  }

  @Test func `modulators charge what is written`() {
    // A quarter of 1 V²·4 fF + 2 V·2 V·9 fF = 10 fJ.
    let switched = SwitchedModulator(
      supply: Volts(rawValue: 1), drive: Volts(rawValue: 2), predriver: Farads(rawValue: 4e-15),
      driven: Farads(rawValue: 9e-15), activity: 0.25)
    #expect(near(switched.energy.rawValue * 1e15, 10, within: 1e-12))
    // Of the simulated load at the full swing the two junction terms cancel: 1.4e-23·10^10 + 84 fJ.
    let driver = ScaledDriver(
      growth: 1.4e-23, constant: JoulesPerBit(rawValue: 84e-15), supply: Volts(rawValue: 1.2),
      simulatedLoad: Farads(rawValue: 50e-15), swing: Volts(rawValue: 2.4),
      load: Farads(rawValue: 50e-15))
    let energy = driver.energy(at: .gigabitsPerSecond(10))
    #expect(near(energy.rawValue * 1e15, 224, within: 1e-9))
  }
}
