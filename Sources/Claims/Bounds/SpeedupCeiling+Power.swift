// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Ceilings by what draws power.
extension SpeedupCeiling {
  /// Average power: a site held to what the baseline drew on average takes at least E1 / (E0 / T0)
  /// for a step of the candidate, S <= E0 / E1. Clocks stay: slower ones may cost less energy a step,
  /// and are another candidate.
  ///
  /// - Parameters:
  ///   - baseline: E0, what the site spends on a step; raises the ceiling.
  ///   - candidate: E1, what it spends on the same work; lowers it.
  /// - Returns: below one where the candidate spends more.
  package static func averagePower(
    baseline: Interval<Joules>, candidate: Interval<Joules>
  ) -> SpeedupCeiling {
    precondition(
      baseline.lower > .zero && candidate.lower > .zero,
      "steps of \(baseline.lower) and \(candidate.lower)")
    return SpeedupCeiling(
      kind: .averagePower,
      speedup: Interval(
        baseline.lower / candidate.upper, baseline.upper / candidate.lower),
      sentence: "a step takes \(worded(candidate)) where the baseline's took \(worded(baseline)), "
        + "under the same average power at the same clocks")
  }

  /// Peak power: a cap feeds at most N1 = cap / (P_accelerator + P_network) accelerators at once,
  /// S <= s N1 / N0.
  ///
  /// N1 is not rounded down: a fraction of an accelerator more keeps this a ceiling.
  ///
  /// - Parameters:
  ///   - cap: what the site may draw at any moment; raises the ceiling.
  ///   - accelerator: what one of the candidate's draws at its peak, with its share of the server and
  ///     the facility; lowers it.
  ///   - network: the candidate's network by accelerator; lowers it.
  ///   - baselineCount: N0, accelerators of the baseline.
  ///   - speedupOfEqualCount: s, a ceiling of the speed-up with as many accelerators as the baseline,
  ///     as others of these are; raises it.
  /// - Returns: what holds where a step gains no more than in proportion from more accelerators.
  package static func peakPower(
    cap: Interval<Watts>, accelerator: Interval<Watts>, network: Interval<Watts>,
    baselineCount: Int, speedupOfEqualCount: Interval<Double>
  ) -> SpeedupCeiling {
    precondition(cap.lower > .zero && baselineCount > 0, "\(baselineCount) under \(cap.lower)")
    precondition(
      accelerator.lower > .zero && network.lower >= .zero,
      "accelerators of \(accelerator.lower) and network of \(network.lower)")
    precondition(speedupOfEqualCount.lower >= 0, "a speed-up of \(speedupOfEqualCount.lower)")
    let each = accelerator + network
    let count = Interval(cap.lower / each.upper, cap.upper / each.lower)
    let speedup = Interval(
      speedupOfEqualCount.lower * count.lower / Double(baselineCount),
      speedupOfEqualCount.upper * count.upper / Double(baselineCount))
    return SpeedupCeiling(
      kind: .peakPower, speedup: speedup,
      sentence: "\(worded(cap)) feed \(worded(count)) accelerators at \(worded(accelerator)) and "
        + "\(worded(network)) of network each, where the baseline has \(baselineCount), and with as "
        + "many the speed-up is at most \(worded(speedupOfEqualCount))")
  }
}
