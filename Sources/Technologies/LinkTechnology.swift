// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A kind of link: what one of it carries, how long it takes and what it draws.
///
/// Energies per bit are per delivered bit with both directions busy and cover both ends; a power
/// is that of the module at one end. So each end of a directed link has half of either.
package struct LinkTechnology: Sendable {
  package enum Medium: String, Sendable, Hashable {
    case copper
    case fibre
  }

  package var name: String
  package var title: String
  package var medium: Medium
  /// Of one link, one way.
  package var rate: Figure<BitsPerSecond>
  /// Once a link: such as forward error correction, filled and decoded.
  package var latency: [Figure<Seconds>]
  /// At each of the two ends: such as a module's signal processor.
  package var latencyPerEnd: [Figure<Seconds>]
  package var propagation: Figure<SecondsPerMetre>
  /// The longest run that works; nil where it exceeds any floor.
  package var reach: Figure<Metres>?
  /// What moving a bit costs beyond what `powerPerEnd` draws anyway.
  package var energy: [Figure<JoulesPerBit>]
  /// What the module at one end draws, whether or not bits move.
  package var powerPerEnd: [Figure<Watts>]
  /// What a message over such links costs its sender before the first byte leaves.
  package var messageOverhead: Figure<Seconds>
  /// Payload that a communication library gets over such links, over their rate; nil where no figure
  /// is known, which is taken as all of it.
  package var transportEfficiency: Figure<Double>?
  /// The part of a receiver's rate that is lost where many send to it at once; nil where no figure is
  /// known, which is taken as none.
  package var incastPenalty: Figure<Double>?
  /// The switch that such links are made for; nil where any will do.
  package var usualSwitch: String?
  /// Of one link, both ways, with the modules at its ends where it has any; nil where no public
  /// source states it.
  package var price: Figure<Dollars>?
  package var file: String

  package var isOptical: Bool { medium == .fibre }

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    medium = try reader.required("medium").choice(of: ["copper": .copper, "fibre": .fibre])
    rate = try reader.required("rate").quantityFigure(of: name, scope: .plain)
    latency = try reader.durations("latency", of: name)
    latencyPerEnd = try reader.durations("latency_per_end", of: name)
    propagation = try reader.required("propagation").quantityFigure(of: name, scope: .plain)
    reach = try reader.optional("reach")?.quantityFigure(of: name, scope: .plain)
    energy = try reader.optional("energy")?.energyFigures(of: name) ?? []
    powerPerEnd = try reader.optional("power_per_end")?.energyFigures(of: name) ?? []
    messageOverhead = try reader.required("message_overhead")
      .quantityFigure(of: name, scope: .plain)
    transportEfficiency = try reader.optional("transport_efficiency")?.fraction(of: name)
    incastPenalty = try reader.optional("incast_penalty")?.fraction(of: name)
    usualSwitch = try reader.optionalString("switch")
    price = try reader.optionalPrice(of: name)
    try reader.finish()
    guard rate.value > .zero else { throw document.root.error("rate must be above zero") }
    guard transportEfficiency?.value != 0 else {
      throw document.root.error("transport_efficiency must be above zero")
    }
    guard incastPenalty?.value != 1 else {
      throw document.root.error("incast_penalty must be below one")
    }
    try refuseRepeatedComponents(in: document.root)
  }

  /// A component in two figures of one link would be paid twice at each end.
  private func refuseRepeatedComponents(in node: DocumentNode) throws(DocumentError) {
    var owner: [EnergyComponent: String] = [:]
    let figures = energy.map { ($0.name, $0.includes) } + powerPerEnd.map { ($0.name, $0.includes) }
    for (figure, includes) in figures {
      for component in includes {
        if let first = owner[component] {
          throw node.error(
            "\(first) and \(figure) both include \(component.rawValue); let one of them cover it")
        }
        owner[component] = figure
      }
    }
  }
}

extension DocumentNode {
  /// A figure from 0 to 1.
  fileprivate func fraction(of record: String) throws(DocumentError) -> Figure<Double> {
    try figure(of: record, scope: .plain) { node throws(DocumentError) in
      try node.number(in: 0...1)
    }
  }
}

extension MappingReader {
  fileprivate mutating func durations(
    _ key: String, of record: String
  ) throws(DocumentError) -> [Figure<Seconds>] {
    var figures: [Figure<Seconds>] = []
    for element in try sequence(key) {
      figures.append(try element.quantityFigure(of: record, scope: .plain))
    }
    return figures
  }
}
