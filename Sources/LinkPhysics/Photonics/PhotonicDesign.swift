// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A record of a photonic link, whose budget can be drawn up with the values of any draw.
package struct PhotonicDesign: Sendable {
  package let record: Record

  /// - Parameter record: of the shape `photonicLink`.
  package init(_ record: Record) { self.record = record }

  /// The link with the values of a draw.
  ///
  /// - Throws: `DeviceLinkError` where the record says neither how often nor how far.
  package func link(_ draw: inout Draw) throws(DeviceLinkError) -> PhotonicLink {
    func missing(_ key: String) -> DeviceLinkError {
      DeviceLinkError("\(record.name): \(key) is missing")
    }
    func quantity<D: Dimension>(
      _ key: String, _ draw: inout Draw
    ) throws(DeviceLinkError) -> Quantity<D> {
      guard let figure = record.figure(key, Quantity<D>.self) else { throw missing(key) }
      return draw(figure)
    }
    func ratio(_ key: String, _ draw: inout Draw) -> LinearRatio? {
      record.number(key).map { LinearRatio(rawValue: draw($0)) }
    }
    guard let count = record.number("wavelengths") else { throw missing("wavelengths") }
    guard let efficiency = ratio("laser.wall_plug_efficiency", &draw) else {
      throw missing("laser.wall_plug_efficiency")
    }
    let rate: BitsPerSecond = try quantity("rate_per_wavelength", &draw)
    let level: DecibelMilliwatts = try quantity("receiver.level", &draw)
    let perBit: JoulesPerBit = try quantity("receiver.energy", &draw)
    let constant = record.figure("receiver.power", Watts.self).map { draw($0) } ?? .zero
    return PhotonicLink(
      wavelengths: Int(draw(count)), spacing: try quantity("spacing", &draw),
      ratePerWavelength: rate,
      laser: Laser(
        wallPlugEfficiency: efficiency,
        driverEfficiency: ratio("laser.driver_efficiency", &draw) ?? LinearRatio(rawValue: 1),
        couplingEfficiency: LinearRatio(rawValue: 1),
        mostPerWavelength: try quantity("laser.most_per_wavelength", &draw)),
      path: try path(&draw), extinction: try quantity("extinction", &draw),
      penalties: penalties(&draw), margin: try quantity("margin", &draw),
      receiver: .polynomial(
        PolynomialSensitivity(
          constant: level,
          linear: .decibels(record.number("receiver.linear").map { draw($0) } ?? 0),
          quadratic: .decibels(record.number("receiver.quadratic").map { draw($0) } ?? 0),
          measure: record.text("receiver.measure") == "oma" ? .oma : .averagePower,
          fastest: try quantity("receiver.fastest", &draw))),
      receiverPower: ReceiverPower(perRate: perBit, constant: constant, staticShare: 1),
      modulator: .stated(try quantity("modulator_energy", &draw)), rings: try rings(&draw),
      serialiser: nil, nonlinearityCap: try quantity("waveguide_cap", &draw))
  }

  /// The budget at the figures' values.
  ///
  /// - Throws: `DeviceLinkError` with every limit that is passed, where the budget does not close.
  package func budget() throws(DeviceLinkError) -> PhotonicBudget {
    var nominal = Draw()
    let budget = try budget(&nominal)
    guard budget.isFeasible else {
      throw DeviceLinkError(
        "\(record.name): the optical budget does not close: "
          + budget.reasons.map(\.description).joined(separator: "; "))
    }
    return budget
  }

  /// The same with the values of a draw, whether it closes or not.
  package func budget(_ draw: inout Draw) throws(DeviceLinkError) -> PhotonicBudget {
    let link = try link(&draw)
    do { return try link.budget() } catch { throw DeviceLinkError("\(record.name): \(error)") }
  }

  private func path(_ draw: inout Draw) throws(DeviceLinkError) -> OpticalPath {
    var elements: [OpticalElement] = []
    for (kind, key) in record.list("path", "element") {
      let key = "path[\(key)]"
      guard let kind = Self.kinds[kind] else { continue }
      let each = record.figure("\(key).each", Decibels.self).map { draw($0) }
      if let each, let ends = record.number("\(key).ends") {
        elements.append(OpticalElement(kind, .neighbours(ends: Int(draw(ends)), each: each)))
      } else if let each {
        let times = record.number("\(key).times").map { draw($0) } ?? 1
        elements.append(OpticalElement(kind, .times(Int(times), each: each)))
      } else if let length = record.figure("\(key).length", Metres.self),
        let loss = record.figure("\(key).by_length", DecibelsPerMetre.self)
      {
        elements.append(OpticalElement(kind, .length(draw(length), loss: draw(loss))))
      } else {
        throw DeviceLinkError("\(record.name): \(key): give each, or length and by_length")
      }
    }
    return OpticalPath(elements)
  }

  private func penalties(_ draw: inout Draw) -> [Penalty] {
    record.list("penalties", "name").compactMap { name, index in
      record.figure("penalties[\(index)].size", Decibels.self)
        .map { .stated(name: name, draw($0)) }
    }
  }

  private func rings(_ draw: inout Draw) throws(DeviceLinkError) -> RingBank? {
    guard let range = record.figure("rings.free_spectral_range", Hertz.self),
      let count = record.number("rings.per_wavelength"),
      let tuning = record.figure("rings.tuning", Watts.self)
    else { return nil }
    return RingBank(
      freeSpectralRange: draw(range), ringsPerWavelength: Int(draw(count)),
      tuning: .stated(perRing: draw(tuning)))
  }

  private static let kinds: [String: OpticalElement.Kind] = [
    "coupler": .coupler, "waveguide": .waveguide, "bend": .bend, "crossing": .crossing,
    "splitter": .splitter, "modulator": .modulatorInsertion, "ring-pass": .ringPass,
    "ring-drop": .ringDrop, "multiplexer": .multiplexer, "demultiplexer": .demultiplexer,
    "fibre": .fibre, "connector": .connector, "polarisation": .polarisation,
    "circuit-switch": .circuitSwitch,
  ]
}
