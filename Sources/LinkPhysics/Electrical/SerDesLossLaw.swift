// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a SerDes spends for each bit where its equaliser must undo a channel's loss: a straight line
/// through measured transceivers, E = E₀ + k·IL.
package struct SerDesLossLaw: Sendable, Hashable {
  /// Of a channel without loss, both ends.
  package var atNoLoss: JoulesPerBit
  /// For each decibel of insertion loss at the Nyquist frequency.
  package var perDecibel: JoulesPerBit

  package init(atNoLoss: JoulesPerBit, perDecibel: JoulesPerBit) {
    self.atNoLoss = atNoLoss
    self.perDecibel = perDecibel
  }

  package func energy(over loss: Decibels) -> JoulesPerBit {
    atNoLoss + perDecibel * loss.rawValue
  }
}
