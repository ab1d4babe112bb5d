// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What light meets between the laser and the diode, each thing counted.
package struct OpticalPath: Sendable, Hashable {
  package var elements: [OpticalElement]

  package init(_ elements: [OpticalElement]) { self.elements = elements }

  /// The losses in the order of the elements.
  ///
  /// - Parameter wavelengths: how many share the waveguide; each passes the others' rings.
  /// - Returns: one line for each element.
  package func lines(wavelengths: Int) -> [BudgetLine] {
    elements.map { $0.line(wavelengths: wavelengths) }
  }

  package func loss(wavelengths: Int) -> Decibels {
    lines(wavelengths: wavelengths).reduce(.zero) { $0 + $1.total }
  }
}

/// One kind of thing on a path.
package struct OpticalElement: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case laserDiode = "laser diode"
    case coupler, waveguide, bend, crossing, splitter
    case modulatorInsertion = "modulator insertion"
    case ringPass = "ring pass"
    case ringDrop = "ring drop"
    case multiplexer, demultiplexer, fibre, connector, polarisation
    case circuitSwitch = "circuit switch pass"
    case photodiode
  }

  /// How often, or how far, light goes through it.
  package enum Extent: Sendable, Hashable {
    case times(Int, each: Decibels)
    case length(Metres, loss: DecibelsPerMetre)
    /// The rings of the other wavelengths, at so many ends: N − 1 at each.
    case neighbours(ends: Int, each: Decibels)
  }

  package var kind: Kind
  package var extent: Extent

  package init(_ kind: Kind, _ extent: Extent) {
    self.kind = kind
    self.extent = extent
  }

  func line(wavelengths: Int) -> BudgetLine {
    switch extent {
    case .times(let count, let each):
      BudgetLine(name: kind.rawValue, count: Double(count), each: each)
    case .length(let length, let loss):
      BudgetLine(name: kind.rawValue, count: length.rawValue, each: loss * .metres(1))
    case .neighbours(let ends, let each):
      BudgetLine(name: kind.rawValue, count: Double(ends * (wavelengths - 1)), each: each)
    }
  }
}

/// One line of a link budget.
package struct BudgetLine: Sendable, Hashable {
  package var name: String
  /// How many, or how many metres.
  package var count: Double
  package var each: Decibels
  package var total: Decibels { each * count }
}
