// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Energy by component: what was spent whether or not bits moved, and what the bits cost.
public struct EnergyLedger: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// Such as "accelerators computing", "nvlink4", "switches (scale-out)", "facility".
    public var component: String
    /// What the figure covers, such as ["laser", "driver", "dsp"].
    public var includes: [String]
    public var staticEnergy: Joules
    public var dynamicEnergy: Joules

    public init(
      component: String, includes: [String], staticEnergy: Joules, dynamicEnergy: Joules
    ) {
      self.component = component
      self.includes = includes
      self.staticEnergy = staticEnergy
      self.dynamicEnergy = dynamicEnergy
    }

    public var energy: Joules { staticEnergy + dynamicEnergy }
  }

  public var entries: [Entry]

  public init(entries: [Entry] = []) { self.entries = entries }

  /// The sum over all entries, in their order.
  public var total: Joules { entries.reduce(.zero) { $0 + $1.energy } }
  public var staticTotal: Joules { entries.reduce(.zero) { $0 + $1.staticEnergy } }
  public var dynamicTotal: Joules { entries.reduce(.zero) { $0 + $1.dynamicEnergy } }
}
