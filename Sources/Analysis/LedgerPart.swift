// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// The parts of a machine that a ledger's lines fall into.
///
/// A ledger line is named by its component: "accelerators computing", a link technology, a device
/// group such as "switches (scale-out)", or "facility" for what cooling and conversion add.
package enum LedgerPart: String, CaseIterable, Sendable {
  case accelerators
  /// Links, optics, NICs and switches.
  case network
  /// What the power usage effectiveness adds to the equipment.
  case facility

  /// - Parameter component: the name of a ledger line.
  package init(component: String) {
    if component.hasPrefix("accelerators") {
      self = .accelerators
    } else if component == "facility" {
      self = .facility
    } else {
      self = .network
    }
  }
}

extension EnergyLedger.Entry {
  package var part: LedgerPart { LedgerPart(component: component) }
}
