// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

extension PhotonicDesign {
  /// What a bit pays, part by part, each with the range of the whole budget behind it.
  ///
  /// - Throws: `DeviceLinkError` where the budget does not close at the figures' values.
  package func terms() throws(DeviceLinkError) -> [PathTerm] {
    let nominal = try budget()
    var terms: [PathTerm] = []
    for part in nominal.energy.components {
      for isStatic in [true, false] {
        let own = isStatic ? part.staticPower / nominal.energy.rate : part.dynamicEnergy
        guard own > .zero else { continue }
        terms.append(
          PathTerm(
            figure: "\(record.name): \(part.component.rawValue)",
            components: components(of: part.component), isStatic: isStatic,
            boundary: "follows from the optical budget"
          ) { draw in
            // An end of the ranges may ask for more than a laser gives: the energy is what it
            // would take. Where no light would do, nothing follows.
            guard let budget = try? budget(&draw),
              let same = budget.energy.components.first(where: { $0.component == part.component })
            else { return own }
            return isStatic ? same.staticPower / budget.energy.rate : same.dynamicEnergy
          })
      }
    }
    return terms
  }
}

extension PhotonicDesign {
  /// What a part covers: as its figures say, or by what it is where it follows from others.
  func components(of part: ComponentEnergy.Component) -> [EnergyComponent] {
    let stated = record.figures.filter { figure in
      part.keys.contains { figure.keyPath == $0 || figure.keyPath.hasPrefix($0 + "[") }
    }.flatMap(\.figure.includes)
    guard !stated.isEmpty else { return part.components }
    return EnergyComponent.allCases.filter(stated.contains)
  }

  /// Everything that the link's own parts cover.
  package var components: [EnergyComponent] {
    var parts: [ComponentEnergy.Component] = [.laser, .modulator, .receiver]
    if record.entries.contains(where: { $0.keyPath.hasPrefix("rings.") }) { parts.append(.rings) }
    if record.entries.contains(where: { $0.keyPath.hasPrefix("serialiser.") }) {
      parts += [.clock, .serialiser]
    }
    let covered = parts.flatMap { components(of: $0) }
    return EnergyComponent.allCases.filter(covered.contains)
  }
}

extension ComponentEnergy.Component {
  /// Of a part that no figure of its own states.
  fileprivate var components: [EnergyComponent] {
    switch self {
    case .laser: [.laser]
    case .rings: [.ringTuning]
    case .clock, .serialiser: [.clock]
    case .modulator: [.modulator, .driver]
    case .receiver: [.tia]
    }
  }

  /// Keys of the figures that state it.
  fileprivate var keys: [String] {
    switch self {
    case .laser: []
    case .rings: ["rings.tuning"]
    case .clock: ["serialiser.clock"]
    case .serialiser: ["serialiser.per_bit"]
    // The constant of a scaled driver is a part of it, simulated at another load.
    case .modulator: ["modulator_energy"]
    case .receiver: ["receiver.energy", "receiver.power"]
    }
  }
}
