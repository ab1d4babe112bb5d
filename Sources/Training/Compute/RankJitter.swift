// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Technologies

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
    var random = SplitMix(seed: seed)
    return (0..<ranks).map { _ in max(0.5, 1 + spread * normal(&random)) }
  }

  /// The sum of twelve uniform draws less six: mean 0, variance 1, no tail beyond six. It needs no
  /// function whose last bit differs between machines.
  private static func normal(_ random: inout SplitMix) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + random.part() }
  }
}
