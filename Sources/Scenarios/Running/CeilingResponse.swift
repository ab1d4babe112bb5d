// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities

/// What was done so that a ceiling holds.
package struct CeilingResponse: Sendable {
  package enum Kind: Sendable, Hashable {
    /// Clocks of these accelerators fell, to this part of the full one and so many hertz.
    case throttled(accelerators: Int, clock: Double, Hertz)
    /// So many accelerators stayed on; of a training, with so many replicas.
    case shrunk(accelerators: Int, data: Int?)
    /// Nothing that it may do makes it hold.
    case failed(reason: String)
  }

  package let ceiling: Ceiling
  package let kind: Kind
  /// The run without it, and with it.
  package let durationBefore: Seconds
  package let durationAfter: Seconds
  package let energyBefore: Joules
  package let energyAfter: Joules
  /// Simulations that it took.
  package let simulations: Int
}
