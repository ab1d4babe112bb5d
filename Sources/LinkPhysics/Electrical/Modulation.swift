// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How many bits a symbol on the lane holds.
package enum Modulation: String, Sendable, Hashable, CaseIterable {
  /// Two levels.
  case nrz = "NRZ"
  /// Four levels.
  case pam4 = "PAM4"

  package var bitsPerSymbol: Double {
    switch self {
    case .nrz: 1
    case .pam4: 2
    }
  }

  /// Half the symbol rate: the frequency at which the loss of a channel is stated. The rate is the
  /// line's, with what codes and framing add.
  package func nyquistFrequency(of laneRate: BitsPerSecond) -> Hertz {
    Hertz(rawValue: laneRate.rawValue / bitsPerSymbol / 2)
  }
}
