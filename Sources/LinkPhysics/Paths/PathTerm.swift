// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// One figure's part in what a bit pays.
package struct PathTerm: Sendable {
  /// Such as `800g-2xdr4-module.power_per_end[0]`.
  package var figure: String
  package var components: [EnergyComponent]
  /// Drawn whether or not bits move.
  package var isStatic: Bool
  package var boundary: String?
  /// Per bit at full rate, both ends, both directions busy.
  package var value: @Sendable (inout Draw) -> JoulesPerBit
}

extension LinkTechnology {
  /// Between two bare dies, whose own power has none of the link in it.
  package var terms: [PathTerm] {
    let rate = rate.value
    return powerPerEnd.map { figure in
      PathTerm(
        figure: figure.name, components: figure.includes, isStatic: true, boundary: figure.boundary
      ) { draw in draw(figure) / rate }
    }
      + energy.map { figure in
        PathTerm(
          figure: figure.name, components: figure.includes, isStatic: false,
          boundary: figure.boundary
        ) { draw in draw(figure) }
      }
  }
}

extension DeviceLink {
  /// The same for its devices; a figure that falls into a static and a dynamic part is one figure
  /// in both.
  ///
  /// - Throws: as `resolved()`.
  package func terms() throws(DeviceLinkError) -> [PathTerm] {
    var own = try plain()
    var terms = try derivedTerms()
    guard let module, let share = module.number("static_share") else { return terms + own.terms }
    own.energy = serdes.figures("energy")
    own.powerPerEnd.removeAll { $0.name.hasSuffix(Self.staticSuffix) }
    terms += own.terms
    for figure in module.figures("energy", JoulesPerBit.self) {
      terms += PathTerm.parts(of: figure, static: share)
    }
    return terms
  }
}
