// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A record of a photonic link, whose budget can be drawn up with the values of any draw.
package struct PhotonicDesign: Sendable {
  package let record: Record
  /// What the light passes beside the record's own path; nil where nothing.
  package let circuitSwitches: CircuitSwitchPasses?

  /// - Parameters:
  ///   - record: of the shape `photonicLink`.
  ///   - circuitSwitches: in its path.
  package init(_ record: Record, through circuitSwitches: CircuitSwitchPasses? = nil) {
    self.record = record
    self.circuitSwitches = circuitSwitches
  }

  /// The link with the values of a draw.
  ///
  /// - Throws: `DeviceLinkError` where the record leaves out what the link needs.
  package func link(_ draw: inout Draw) throws(DeviceLinkError) -> PhotonicLink {
    var values = RecordValues(record: record, draw: draw)
    defer { draw = values.draw }
    let spacing: Hertz = try values.quantity("spacing")
    var link = PhotonicLink(
      wavelengths: Int(try values.number("wavelengths")), spacing: spacing,
      ratePerWavelength: try values.quantity("rate_per_wavelength"),
      laser: try values.laser(), path: try values.path(),
      extinction: try values.extinction(), penalties: try values.penalties(spacing: spacing),
      margin: try values.quantity("margin"), receiver: try values.receiver(),
      receiverPower: try values.receiverPower(), modulator: try values.modulator(),
      rings: try values.rings(), serialiser: try values.serialiser(),
      nonlinearityCap: try values.quantity("waveguide_cap"))
    if let circuitSwitches {
      link.path.elements.append(try circuitSwitches.element(&values.draw))
    }
    return link
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
}

extension RecordValues {
  mutating func laser() throws(DeviceLinkError) -> Laser {
    Laser(
      wallPlugEfficiency: LinearRatio(rawValue: try number("laser.wall_plug_efficiency")),
      driverEfficiency: LinearRatio(rawValue: optionalNumber("laser.driver_efficiency") ?? 1),
      couplingEfficiency: LinearRatio(rawValue: optionalNumber("laser.coupling_efficiency") ?? 1),
      mostPerWavelength: try quantity("laser.most_per_wavelength"))
  }

  /// As stated, or as much as costs the stated penalty in mean power.
  mutating func extinction() throws(DeviceLinkError) -> Decibels {
    if let penalty = optional("extinction_penalty", Decibels.self) {
      return Decibels(of: LinearRatio(extinctionCosting: penalty))
    }
    return try quantity("extinction")
  }

  mutating func path() throws(DeviceLinkError) -> OpticalPath {
    var elements: [OpticalElement] = []
    for (name, index) in record.list("path", "element") {
      let key = "path[\(index)]"
      guard let kind = Self.kinds[name] else {
        throw DeviceLinkError("\(record.name): \(key): \(name) is no element of a path")
      }
      if let each = optional("\(key).each", Decibels.self) {
        if let ends = optionalNumber("\(key).ends") {
          elements.append(OpticalElement(kind, .neighbours(ends: Int(ends), each: each)))
        } else {
          let times = optionalNumber("\(key).times") ?? 1
          elements.append(OpticalElement(kind, .times(Int(times), each: each)))
        }
      } else {
        let length: Metres = try quantity("\(key).length")
        elements.append(
          OpticalElement(kind, .length(length, loss: try quantity("\(key).by_length"))))
      }
    }
    return OpticalPath(elements)
  }

  private static let kinds: [String: OpticalElement.Kind] = [
    "laser-diode": .laserDiode, "coupler": .coupler, "waveguide": .waveguide, "bend": .bend,
    "crossing": .crossing, "splitter": .splitter, "modulator": .modulatorInsertion,
    "ring-pass": .ringPass, "ring-drop": .ringDrop, "multiplexer": .multiplexer,
    "demultiplexer": .demultiplexer, "fibre": .fibre, "connector": .connector,
    "polarisation": .polarisation, "circuit-switch": .circuitSwitch, "photodiode": .photodiode,
  ]
}
