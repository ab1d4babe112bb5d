// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A speed-up that nobody exceeds, between the ends that its inputs' ranges leave it.
///
/// Each input moves the ceiling one way all along its range, so both ends lie where every input is at
/// an end of its own, and are exact. The upper end is what a proof may use.
package struct SpeedupCeiling: Sendable, Hashable {
  /// What it rests on.
  package enum Kind: Sendable, Hashable {
    case amdahl
    case latency
    case injection
    case cut(String)
    case reduction
    case averagePower
    case peakPower
  }

  package let kind: Kind
  /// Step time of the baseline over that of the candidate is never above this; may be infinite.
  package let speedup: Interval<Double>
  /// One sentence with its numbers.
  package let sentence: String

  /// What tables call it.
  package var name: String {
    switch kind {
    case .amdahl: "Amdahl"
    case .latency: "latency"
    case .injection: "injection"
    case .cut(let name): "cut \(name)"
    case .reduction: "reduction outside the network"
    case .averagePower: "average power"
    case .peakPower: "peak power"
    }
  }

  /// Half way between the ends; infinite where the upper end is.
  package var nominal: Double { speedup.upper.isFinite ? speedup.middle : .infinity }

  /// Whether a speed-up is beyond the ceiling wherever the inputs lie in their ranges, by more than
  /// rounding.
  package func proves(impossible claimed: Double) -> Bool {
    speedup.upper < claimed * (1 - Interval<Double>.rounding)
  }
}
