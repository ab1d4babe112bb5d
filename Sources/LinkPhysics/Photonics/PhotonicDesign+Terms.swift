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
            components: part.component.components, isStatic: isStatic,
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

extension ComponentEnergy.Component {
  /// In the closed vocabulary of figures.
  package var components: [EnergyComponent] {
    switch self {
    case .laser: [.laser]
    case .rings: [.ringTuning]
    case .clock: [.clock]
    case .serialiser: [.clock]
    case .modulator: [.modulator, .driver]
    case .receiver: [.tia]
    }
  }
}
