// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// The receiver, the modulator and the serialiser of a record, each as it is given.
extension RecordValues {
  mutating func receiver() throws(DeviceLinkError) -> ReceiverModel {
    if has("receiver.stated") {
      let sensitivity = ReceiverSensitivity(
        level: try quantity("receiver.stated.level"), measure: measure("receiver.stated.measure"))
      return .stated(sensitivity, at: try quantity("receiver.stated.rate"))
    }
    if has("receiver.shot_noise") {
      return .shotNoise(
        ShotNoiseSensitivity(
          quality: try number("receiver.shot_noise.quality"),
          thermalNoise: try quantity("receiver.shot_noise.thermal_noise", CubicNoise.self).rawValue,
          responsivity: try quantity("receiver.shot_noise.responsivity"),
          fastest: try quantity("receiver.shot_noise.fastest")))
    }
    if has("receiver.transimpedance") { return .transimpedance(try transimpedance()) }
    return .polynomial(
      PolynomialSensitivity(
        constant: try quantity("receiver.level"),
        linear: .decibels(optionalNumber("receiver.linear") ?? 0),
        quadratic: .decibels(optionalNumber("receiver.quadratic") ?? 0),
        measure: measure("receiver.measure"), fastest: try quantity("receiver.fastest")))
  }

  private mutating func transimpedance() throws(DeviceLinkError) -> TransimpedanceSensitivity {
    let key = "receiver.transimpedance"
    return TransimpedanceSensitivity(
      quality: try number("\(key).quality"),
      darkMicroamperes: try quantity("\(key).dark_current", Amperes.self).rawValue * 1e6,
      quadraticNoise: try quantity("\(key).noise_quadratic", AmperesPerSquareHertz.self).rawValue
        * 1e24,
      linearNoise: try quantity("\(key).noise_linear", AmperesPerHertz.self).rawValue * 1e15,
      constantNoise: try quantity("\(key).noise", Amperes.self).rawValue * 1e6,
      bandwidthShare: try number("\(key).bandwidth_share"),
      responsivity: try quantity("\(key).responsivity"),
      fastest: try quantity("\(key).fastest"))
  }

  private func measure(_ key: String) -> ReceiverSensitivity.Measure {
    record.text(key) == "oma" ? .oma : .averagePower
  }

  mutating func receiverPower() throws(DeviceLinkError) -> ReceiverPower {
    ReceiverPower(
      perRate: try quantity("receiver.energy"), constant: optional("receiver.power") ?? .zero,
      staticShare: optionalNumber("receiver.static_share") ?? 1)
  }

  mutating func modulator() throws(DeviceLinkError) -> ModulatorEnergy {
    if has("switched_modulator") {
      return .switched(
        SwitchedModulator(
          supply: try quantity("switched_modulator.supply"),
          drive: try quantity("switched_modulator.drive"),
          predriver: try quantity("switched_modulator.predriver"),
          driven: try quantity("switched_modulator.driven"),
          activity: try number("switched_modulator.activity")))
    }
    if has("scaled_driver") {
      return .scaled(
        ScaledDriver(
          growth: try quantity("scaled_driver.growth", JoulesPerBitPerRate.self).rawValue,
          constant: try quantity("scaled_driver.constant"),
          supply: try quantity("scaled_driver.supply"),
          simulatedLoad: try quantity("scaled_driver.simulated_load"),
          swing: try quantity("scaled_driver.swing"), load: try quantity("scaled_driver.load")))
    }
    return .stated(try quantity("modulator_energy"))
  }

  mutating func serialiser() throws(DeviceLinkError) -> Serialiser? {
    guard has("serialiser") else { return nil }
    return Serialiser(
      clockPerWord: try byRate("serialiser.clock", of: Joules.self),
      perBit: try byRate("serialiser.per_bit", of: JoulesPerBit.self))
  }

  private mutating func byRate<D: Dimension>(
    _ key: String, of energy: Quantity<D>.Type
  ) throws(DeviceLinkError) -> EnergyByRate {
    var points: [EnergyByRate.Point] = []
    while has("\(key)[\(points.count)]") {
      let place = "\(key)[\(points.count)]"
      let rate: BitsPerSecond = try quantity("\(place).rate")
      guard !points.contains(where: { $0.rate == rate }) else {
        throw DeviceLinkError("\(record.name): \(place).rate: \(rate) is there already")
      }
      let value = try quantity("\(place).energy", energy)
      points.append(.init(rate: rate, energy: Joules(rawValue: value.rawValue)))
    }
    guard !points.isEmpty else {
      throw DeviceLinkError("\(record.name): \(key) lists no rate; give one or more")
    }
    return EnergyByRate(points)
  }
}
