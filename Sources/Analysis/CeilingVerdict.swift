// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// Whether a run kept under a ceiling.
package struct CeilingVerdict: Sendable, Hashable {
  package let ceiling: Ceiling
  /// The highest that counts against the ceiling: a mean over its window, the peak, or energy.
  package let highest: CeilingAmount
  /// When the first window above the limit ends, or the first moment above it comes; nil where the
  /// ceiling holds, and of energy.
  package let firstBreach: Seconds?
  /// The number of the unit that draws most; nil where there is one.
  package let unit: Int?

  package var holds: Bool { highest.number <= ceiling.amount.number }
  /// What is left under the limit; negative where it is broken.
  package var headroom: CeilingAmount {
    highest.with(ceiling.amount.number - highest.number)
  }

  /// Judges by what a meter of the run read.
  ///
  /// - Parameters:
  ///   - ceiling: on power.
  ///   - reading: of its meter.
  package init(_ ceiling: Ceiling, reading: PowerReading) {
    self.ceiling = ceiling
    highest = .power(reading.highest)
    firstBreach = reading.firstBreach
    unit = ceiling.scope == .site ? nil : reading.unit
  }

  /// Judges energy.
  ///
  /// - Parameters:
  ///   - ceiling: on energy.
  ///   - energy: of the step, token or run that it is about.
  package init(_ ceiling: Ceiling, energy: Joules) {
    self.ceiling = ceiling
    highest = .energy(energy)
    firstBreach = nil
    unit = nil
  }
}
