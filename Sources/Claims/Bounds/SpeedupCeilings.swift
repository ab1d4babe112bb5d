// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// All ceilings of one claim.
package struct SpeedupCeilings: Sendable, Hashable {
  /// In the order in which they were given.
  package let ceilings: [SpeedupCeiling]

  package init(_ ceilings: [SpeedupCeiling]) { self.ceilings = ceilings }

  /// The one that binds: the lowest half way between its ends, of equal ones the first. Nil where
  /// there is none.
  package var binding: SpeedupCeiling? {
    // The first of equal ones, which `min` does not promise.
    var lowest: SpeedupCeiling?
    for ceiling in ceilings where ceiling.nominal < lowest?.nominal ?? .infinity {
      lowest = ceiling
    }
    return lowest ?? ceilings.first
  }

  /// The ceilings that a claimed speed-up is beyond for every parameter, the lowest upper end first.
  package func broken(by claimed: Double) -> [SpeedupCeiling] {
    ceilings.enumerated().filter { $0.element.proves(impossible: claimed) }
      .sorted {
        ($0.element.speedup.upper, $0.offset) < ($1.element.speedup.upper, $1.offset)
      }.map(\.element)
  }

  /// Whether no parameter within the ranges allows a claimed speed-up.
  package func proves(impossible claimed: Double) -> Bool { !broken(by: claimed).isEmpty }
}
