// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a run cost in energy, each figure between two ends.
package struct BoundedEnergy: Sendable, Hashable {
  /// One line of the ledger.
  package struct Line: Sendable, Hashable {
    package let component: String
    package let part: LedgerPart
    package let includes: [String]
    package let staticEnergy: Interval<Joules>
    package let dynamicEnergy: Interval<Joules>

    /// - Parameters:
    ///   - component: the name of the ledger's line.
    ///   - includes: what its figure covers.
    ///   - staticEnergy: spent whether or not bits moved.
    ///   - dynamicEnergy: what the bits cost.
    package init(
      component: String, includes: [String], staticEnergy: Interval<Joules>,
      dynamicEnergy: Interval<Joules>
    ) {
      self.component = component
      part = LedgerPart(component: component)
      self.includes = includes
      self.staticEnergy = staticEnergy
      self.dynamicEnergy = dynamicEnergy
    }

    package var energy: Interval<Joules> { staticEnergy + dynamicEnergy }
  }

  /// Those of the equipment, and the facility's where it adds anything.
  package let lines: [Line]
  package let total: Interval<Joules>
  /// What the bits cost.
  package let dynamicTotal: Interval<Joules>
  package let averagePower: Interval<Watts>
  package let peakPower: Interval<Watts>

  /// - Parameters:
  ///   - lines: of the equipment.
  ///   - powerUsageEffectiveness: facility power over equipment power, at least 1.
  ///   - total: of the facility. A second more of one line is one less of another, so that it is
  ///     known better than the sum of the lines.
  ///   - averagePower: of the facility.
  ///   - peakPower: the highest at any instant.
  package init(
    lines: [Line], powerUsageEffectiveness: Double, total: Interval<Joules>,
    averagePower: Interval<Watts>, peakPower: Interval<Watts>
  ) {
    let ofBits = lines.reduce(Interval(Joules.zero)) { $0 + $1.dynamicEnergy }
    dynamicTotal = ofBits * powerUsageEffectiveness
    self.total = total
    self.averagePower = averagePower
    self.peakPower = peakPower
    let overhead = powerUsageEffectiveness - 1
    guard overhead > 0 else {
      self.lines = lines
      return
    }
    self.lines =
      lines + [
        Line(
          component: "facility", includes: ["cooling", "power-distribution"],
          staticEnergy: (total / powerUsageEffectiveness - ofBits) * overhead,
          dynamicEnergy: ofBits * overhead)
      ]
  }

  /// Spent whether or not bits moved.
  package var staticTotal: Interval<Joules> { total - dynamicTotal }

  /// Energy of links, optics, NICs and switches; nil where the ledger has no line of them.
  package var network: Interval<Joules>? { energy(of: .network) }

  /// Energy of one part of the machine; nil where the ledger has no line of it.
  package func energy(of part: LedgerPart) -> Interval<Joules>? {
    let lines = lines.filter { $0.part == part }
    return lines.isEmpty ? nil : lines.reduce(Interval(.zero)) { $0 + $1.energy }
  }
}
