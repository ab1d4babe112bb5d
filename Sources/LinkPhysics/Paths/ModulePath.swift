// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

extension PathSum {
  /// A module at each end over the SerDes that its hosts usually have.
  ///
  /// - Returns: nil where its record names no host or no rate.
  package init?(of module: Record, in catalogue: TechnologyCatalogue) {
    guard let host = module.text("host").flatMap({ catalogue.record(named: $0, in: .serdes) }),
      let rate = module.figure("rate", BitsPerSecond.self)
    else { return nil }
    let share = module.number("static_share")
    var terms: [PathTerm] = module.figures("power_per_end", Watts.self).map { figure in
      PathTerm(
        figure: figure.name, components: figure.includes, isStatic: true, boundary: figure.boundary
      ) { draw in draw(figure) / draw(rate) }
    }
    for figure in module.figures("energy", JoulesPerBit.self) {
      terms += PathTerm.parts(of: figure, static: share)
    }
    for figure in host.figures("energy", JoulesPerBit.self) {
      terms += PathTerm.parts(of: figure, static: nil)
    }
    self.init(module.name, of: terms)
  }
}

extension PathTerm {
  /// A maker's joules per bit at full rate, with the share of them that is drawn whether or not bits
  /// move; without a share all of them move with bits.
  static func parts(of figure: Figure<JoulesPerBit>, static share: Figure<Double>?) -> [PathTerm] {
    func part(
      _ isStatic: Bool, _ value: @escaping @Sendable (inout Draw) -> JoulesPerBit
    ) -> PathTerm {
      PathTerm(
        figure: figure.name, components: figure.includes, isStatic: isStatic,
        boundary: figure.boundary, value: value)
    }
    guard let share else { return [part(false) { draw in draw(figure) }] }
    return [
      part(true) { draw in draw(figure) * draw(share) },
      part(false) { draw in draw(figure) * (1 - draw(share)) },
    ]
  }
}
