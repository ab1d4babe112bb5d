// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same on every machine.
///
/// Source: S. Vigna's splitmix64; G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014.
package struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Above 0, up to and with 1, in steps of 2⁻⁵³.
  package mutating func part() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }
}
