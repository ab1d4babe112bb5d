// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Whose power is measured: each unit of a kind by itself.
package enum MeterScope: String, CaseIterable, Sendable, Hashable {
  /// An accelerator with its share of servers, NICs, switches and links.
  case accelerator
  /// A server; where nobody says what one is, a block of the innermost domain.
  case node
  case rack
  /// A block of the outermost domain that has several.
  case pod
  /// Everything, with what cooling and conversion add.
  case site
}

/// What a run measures of its power while it happens, without the bins of a series.
package struct PowerMeter: Sendable, Hashable {
  package enum Span: Sendable, Hashable {
    /// The highest mean over any span of so many seconds that lies within the run; over the whole
    /// run where that is shorter.
    case window(Seconds)
    case run
    /// The highest power of any moment.
    case moment
  }

  package var scope: MeterScope
  package var span: Span
  /// Whose first breach is told.
  package var limit: Watts

  package init(_ scope: MeterScope, _ span: Span, limit: Watts) {
    self.scope = scope
    self.span = span
    self.limit = limit
  }
}

/// Energy of the units of a scope in bins of time; units that draw the same are one row.
package struct UnitPowerSeries: Sendable {
  package var scope: MeterScope
  /// The lowest number of each row's units, and how many it stands for.
  package var unit: [Int32]
  package var multiplicity: [Int64]
  /// Joules in each bin, of one unit.
  package var energy: BinnedSeries

  package init(
    scope: MeterScope, unit: [Int32], multiplicity: [Int64], energy: BinnedSeries
  ) {
    self.scope = scope
    self.unit = unit
    self.multiplicity = multiplicity
    self.energy = energy
  }
}

/// What a meter read.
package struct PowerReading: Sendable, Hashable {
  /// Of the unit that draws most.
  package var highest: Watts
  /// The number of that unit, from 0; the lowest of several.
  package var unit: Int
  /// End of the first window above the limit, or the first moment; nil where none is.
  package var firstBreach: Seconds?
  /// Units that are above the limit at some time, in ascending order.
  package var breaking: [Int32]

  package init(highest: Watts, unit: Int, firstBreach: Seconds?, breaking: [Int32]) {
    self.highest = highest
    self.unit = unit
    self.firstBreach = firstBreach
    self.breaking = breaking
  }
}
