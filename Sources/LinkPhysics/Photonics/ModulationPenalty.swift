// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// From the laser's steady light, which a one lets through, to what the sensitivity counts.
///
/// With r = one / zero:
/// - average power: extinction 10·log₁₀((r+1)/(r−1)) and on-off keying 10·log₁₀(2r/(r+1));
/// - amplitude: the swing alone, 10·log₁₀(r/(r−1)). Neither of the other two, which with it would
///   count the same 3 dB twice.
///
/// The two agree: a receiver of dark zeros has an average of half its amplitude, and
/// (r+1)/(r−1) · 2r/(r+1) is twice r/(r−1).
package enum ModulationPenalty: Sendable {
  package static func lines(
    of measure: ReceiverSensitivity.Measure, extinction: LinearRatio
  ) -> [BudgetLine] {
    let ratio = extinction.rawValue
    return switch measure {
    case .averagePower:
      [
        line("extinction", (ratio + 1) / (ratio - 1)),
        line("on-off keying", 2 * ratio / (ratio + 1)),
      ]
    case .oma: [line("swing", ratio / (ratio - 1))]
    }
  }

  private static func line(_ name: String, _ ratio: Double) -> BudgetLine {
    BudgetLine(name: name, count: 1, each: Decibels(of: LinearRatio(rawValue: ratio)))
  }
}
