// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What a bit pays on its way over one link, from die edge to die edge, line by line.
///
/// Per bit that is delivered while both directions are busy: a module of P watts at each end serves
/// two directions of rate R, so 2P over 2R is P over R.
package struct PathSum: Sendable {
  package struct Line: Sendable {
    package var term: PathTerm
    /// At full rate.
    package var energy: Derived<BitEnergyDimension>
  }

  package var name: String
  package var lines: [Line]
  /// At full rate.
  package var total: Derived<BitEnergyDimension>

  /// - Parameters:
  ///   - name: of the link.
  ///   - terms: what a bit pays, each once.
  package init(_ name: String, of terms: [PathTerm]) {
    self.name = name
    lines = terms.map { term in Line(term: term, energy: Derived { draw in term.value(&draw) }) }
    total = Derived { draw in Self.energy(of: terms, at: 1, &draw) }
  }

  package init(of link: LinkTechnology) { self.init(link.name, of: link.terms) }
  package init(of link: DeviceLink) throws(DeviceLinkError) {
    self.init(link.name, of: try link.terms())
  }

  /// Joules per bit where the link is busy a part of the time, in both directions.
  ///
  /// - Parameter utilisation: above 0, to 1.
  /// - Returns: with the range that follows from the figures.
  package func energy(at utilisation: Double) -> Derived<BitEnergyDimension> {
    precondition(utilisation > 0 && utilisation <= 1, "a utilisation lies above 0, to 1")
    let terms = lines.map(\.term)
    return Derived { draw in Self.energy(of: terms, at: utilisation, &draw) }
  }

  /// Watts of links that deliver a rate between them, all of them busy.
  ///
  /// - Parameter delivered: both directions of every link added.
  /// - Returns: with the range that follows from the figures.
  package func power(delivering delivered: BitsPerSecond) -> Derived<PowerDimension> {
    let terms = lines.map(\.term)
    return Derived { draw in Self.energy(of: terms, at: 1, &draw) * delivered }
  }

  private static func energy(
    of terms: [PathTerm], at utilisation: Double, _ draw: inout Draw
  ) -> JoulesPerBit {
    var sum = JoulesPerBit.zero
    for term in terms {
      let share = term.value(&draw)
      sum += term.isStatic ? share / utilisation : share
    }
    return sum
  }
}
