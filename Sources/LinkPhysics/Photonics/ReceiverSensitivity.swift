// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The least light that a receiver reads at its error rate, and which light is meant.
package struct ReceiverSensitivity: Sendable, Hashable {
  /// Two ways to count the light of a stream of ones and zeros. They differ by about 3 dB, and a
  /// number without its measure is worth nothing.
  package enum Measure: Sendable, Hashable {
    /// The light of a one less that of a zero (optical modulation amplitude).
    case oma
    /// The mean of ones and zeros, of a transmitter whose zeros are dark.
    case averagePower
  }

  package var level: DecibelMilliwatts
  package var measure: Measure

  package init(level: DecibelMilliwatts, measure: Measure) {
    self.level = level
    self.measure = measure
  }
}
