// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is made equal before two fabrics are compared.
package enum Normalisation: String, Sendable, Hashable, CaseIterable {
  case accelerators = "equal accelerators"
  case injection = "equal accelerators and injection bandwidth"
  case averagePower = "equal average power"
  case peakPower = "equal peak power"
  case cost = "equal capital cost"

  /// Whether power is equal, on average or at the peak.
  package var isOfPower: Bool { self == .averagePower || self == .peakPower }
  /// Whether the verdict rests on it; the others are reported beside it.
  package var counts: Bool { isOfPower || self == .cost }
}
