// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// The clock of an accelerator's cores, and the voltage that it needs.
package struct AcceleratorClocks: Sendable {
  /// At which the record's other figures are stated.
  package var full: Figure<Hertz>
  /// That a limit of power brings about.
  package var lowest: Figure<Hertz>
  /// Relative change of the voltage over relative change of the clock, near the full one; 0 to 1.
  package var voltageSlope: Figure<Double>
  /// Over the voltage at the full clock, 0 to 1: below it the voltage does not fall.
  package var lowestVoltage: Figure<Double>

  init(_ node: DocumentNode, of name: String) throws(DocumentError) {
    var reader = try node.mapping()
    full = try reader.required("full").quantityFigure(of: name, scope: .plain)
    let lowestNode = try reader.required("lowest")
    lowest = try lowestNode.quantityFigure(of: name, scope: .plain)
    voltageSlope = try reader.required("voltage_slope").fraction(of: name)
    lowestVoltage = try reader.required("lowest_voltage").fraction(of: name)
    try reader.finish()
    guard lowest.value > .zero, lowest.value <= full.value else {
      throw lowestNode.error("is above zero and no more than the full clock, \(full.value)")
    }
  }
}

extension DocumentNode {
  fileprivate func fraction(of name: String) throws(DocumentError) -> Figure<Double> {
    try figure(of: name, scope: .plain) { node throws(DocumentError) in
      try node.number(in: 0...1)
    }
  }
}
