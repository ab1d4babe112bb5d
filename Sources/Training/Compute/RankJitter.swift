// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How much slower or faster each rank computes than its accelerator says.
package enum RankJitter {
  /// Draws one factor a rank: 1 + spread x a standard normal, and no less than half.
  ///
  /// - Parameters:
  ///   - ranks: how many.
  ///   - spread: standard deviation, of the time.
  ///   - seed: the same gives the same factors on every machine.
  /// - Returns: one factor a rank.
  package static func factors(ranks: Int, spread: Double, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<ranks).map { _ in max(0.5, 1 + spread * normal(&state)) }
  }

  /// The sum of twelve uniform draws less six: mean 0, variance 1, no tail beyond six. It needs no
  /// function whose last bit differs between machines.
  private static func normal(_ state: inout UInt64) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + uniform(&state) }
  }

  /// SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators",
  /// OOPSLA 2014), the upper 53 bits.
  private static func uniform(_ state: inout UInt64) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    return Double(mixed >> 11) / 9_007_199_254_740_992
  }
}
