// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import TestSupport
import Testing

@Suite struct `The limits of a photonic link` {
  @Test func `are each told when passed`() throws {
    var link = ExampleLink.link
    link.laser.mostPerWavelength = .decibelMilliwatts(3)
    guard case .laser = try link.budget().reasons.first else { throw Missing() }
    link = ExampleLink.link
    link.nonlinearityCap = .decibelMilliwatts(15)
    guard case .nonlinearity = try link.budget().reasons.first else { throw Missing() }
    link = ExampleLink.link
    link.spacing = .gigahertz(200)
    // 1,700 GHz hold eight whole channels of 200.
    #expect(try link.budget().reasons == [.freeSpectralRange(wavelengths: 16, channels: 8)])
    link = ExampleLink.link
    link.receiver = .stated(
      ReceiverSensitivity(level: .decibelMilliwatts(-13), measure: .averagePower),
      at: .gigabitsPerSecond(10))
    #expect(
      try link.budget().reasons
        == [.receiverRate(asked: .gigabitsPerSecond(25), fastest: .gigabitsPerSecond(10))])
  }

  @Test func `refuse an eye that no power opens`() {
    var link = ExampleLink.link
    link.penalties = [.coherentCrosstalk(power: LinearRatio(rawValue: 0.25))]
    #expect(throws: PhotonicLinkError.self) { try link.budget() }
  }

  @Test func `count the wavelengths under the cap as adding one by one does`() throws {
    var link = ExampleLink.link
    let most = try link.budget().mostWavelengthsUnderCap
    link.wavelengths = most
    #expect(try link.budget().opticalTotal <= link.nonlinearityCap)
    link.wavelengths = most + 1
    #expect(try link.budget().opticalTotal > link.nonlinearityCap)
  }

  @Test func `an average and an amplitude of one receiver ask the same of the laser`() throws {
    for extinction in [3.0, 6, 10, 20] {
      var link = ExampleLink.link
      link.extinction = .decibels(extinction)
      let rate = link.ratePerWavelength
      let average = DecibelMilliwatts.decibelMilliwatts(-15)
      link.receiver = .stated(
        ReceiverSensitivity(level: average, measure: .averagePower), at: rate)
      let byAverage = try link.budget()
      let twice = DecibelMilliwatts(of: Watts(of: average) * 2)
      link.receiver = .stated(ReceiverSensitivity(level: twice, measure: .oma), at: rate)
      let byAmplitude = try link.budget()
      let difference = byAverage.requiredPerWavelength - byAmplitude.requiredPerWavelength
      // A dozen roundings of numbers below thirty.
      #expect(near(difference.rawValue, 0, within: 1e-12))
      #expect(!byAmplitude.lines.contains { ["extinction", "on-off keying"].contains($0.name) })
    }
  }

  @Test func `no added loss makes a link cheaper or feasible again`() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var link = ExampleLink.link
      link.wavelengths = Int.random(in: 1...16, using: &generator)
      link.path.elements = OpticalElement.Kind.allCases.map {
        let loss = Decibels.decibels(Double.random(in: 0...1.2, using: &generator))
        return OpticalElement($0, .times(1, each: loss))
      }
      let before = try link.budget()
      for index in link.path.elements.indices {
        var worse = link
        worse.path.elements[index].extent = .times(
          2, each: before.lines[index].each + .decibels(0.5))
        let after = try worse.budget()
        #expect(after.requiredPerWavelength > before.requiredPerWavelength)
        #expect(after.energy.perBit(utilisation: 0.5) > before.energy.perBit(utilisation: 0.5))
        #expect(before.isFeasible || !after.isFeasible)
      }
    }
  }

  // 20 pJ/bit all static, 5.6 of which 95 %, 3.1 of which 80 %: at a tenth of the use the static
  // share costs ten times as much.
  @Test(arguments: [(20.0, 1.0, 0.1, 200.0), (5.6, 0.95, 0.1, 53.5), (3.1, 0.8, 0.2, 13.0)])
  func `an idle link costs more for each bit`(
    full: Double, share: Double, utilisation: Double, expected: Double
  ) {
    let rate = BitsPerSecond.gigabitsPerSecond(800)
    let whole = JoulesPerBit.picojoulesPerBit(full)
    let energy = LinkEnergy(
      rate: rate,
      components: [
        ComponentEnergy(
          .laser, staticPower: whole * rate * share, dynamicEnergy: whole * (1 - share))
      ])
    #expect(near(energy.perBit(utilisation: utilisation).rawValue * 1e12, expected, within: 0.051))
  }

  struct Missing: Error {}
}
