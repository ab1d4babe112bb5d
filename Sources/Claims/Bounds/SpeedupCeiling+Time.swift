// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Ceilings by what takes time.
///
/// Where nothing else is said, the candidate computes what the baseline does and as fast: another plan
/// or other accelerators have a C1 of their own.
extension SpeedupCeiling {
  /// Amdahl: with a network that takes no time the exposed part goes and the rest stays,
  /// S <= T0 / (T0 - X0) = 1 / (1 - f).
  ///
  /// - Parameter baseline: its exposed part raises the ceiling; its time does not matter.
  /// - Returns: infinite where all of the step may be exposed.
  package static func amdahl(_ baseline: BaselineStep) -> SpeedupCeiling {
    SpeedupCeiling(
      kind: .amdahl, speedup: baseline.exposed.map(Amdahl.ceiling),
      sentence: "\(wordedAsPercent(baseline.exposed)) of the baseline's step is exposed "
        + "communication, and the rest stays with a network that takes no time")
  }

  /// Latency: what waits for one message after another cannot be shorter than their flight,
  /// S <= T0 / (T0 - X0 + n alpha). Below one where that is longer than all that was exposed.
  ///
  /// - Parameters:
  ///   - baseline: its exposed part raises the ceiling, and its time does.
  ///   - steps: n, messages that wait for one another with nothing computed meanwhile, a training step;
  ///     lowers it. Messages that computing hides do not count.
  ///   - latency: alpha, the least that one of them takes on the candidate; lowers it.
  /// - Returns: no higher than Amdahl's.
  package static func latency(
    _ baseline: BaselineStep, steps: Interval<Double>, latency: Interval<Seconds>
  ) -> SpeedupCeiling {
    precondition(
      steps.lower >= 0 && latency.lower >= .zero, "\(steps.lower) steps of \(latency.lower)")
    func ceiling(
      _ exposed: Double, _ time: Seconds, _ steps: Double, _ latency: Seconds
    ) -> Double {
      1 / (1 - exposed + latency * steps / time)
    }
    let exposed = baseline.exposed
    return SpeedupCeiling(
      kind: .latency,
      speedup: Interval(
        ceiling(exposed.lower, baseline.time.lower, steps.upper, latency.upper),
        ceiling(exposed.upper, baseline.time.upper, steps.lower, latency.lower)),
      sentence: "\(worded(steps)) messages wait for one another, \(worded(latency)) each, beside "
        + "the \(wordedAsPercent(remainder(exposed))) of the step that is not communication")
  }

  /// Injection: what a port sends takes its time, though computing hide it,
  /// S <= T0 / max(C1, bytes / rate).
  ///
  /// - Parameters:
  ///   - baseline: its exposed part raises the ceiling, and its time does.
  ///   - bytes: what the busiest port sends a step, one way; lowers it.
  ///   - rate: of that port on the candidate, one way; raises it.
  ///   - computing: C1, what the candidate computes a step; lowers it. Nil for what the baseline does
  ///     beside communication, T0 - X0.
  /// - Returns: no higher than Amdahl's where C1 is nil.
  package static func injection(
    _ baseline: BaselineStep, bytes: Interval<Bytes>, rate: Interval<BitsPerSecond>,
    computing: Interval<Seconds>? = nil
  ) -> SpeedupCeiling {
    SpeedupCeiling(
      kind: .injection,
      speedup: resource(baseline, time: sending(bytes, at: rate), computing: computing),
      sentence: "a port sends \(worded(bytes)) a step at \(worded(rate)), which takes "
        + "\(worded(sending(bytes, at: rate))) of the baseline's \(worded(baseline.time))")
  }

  /// Cut: as `injection`, of all that crosses a cut of the hierarchy.
  ///
  /// - Parameters:
  ///   - baseline: its exposed part raises the ceiling, and its time does.
  ///   - name: of the cut, for people.
  ///   - bytes: what crosses it a step, one way; lowers the ceiling.
  ///   - rate: of all links across it on the candidate, one way; raises it.
  ///   - computing: C1, as in `injection`; lowers it.
  /// - Returns: no higher than Amdahl's where C1 is nil.
  package static func cut(
    _ baseline: BaselineStep, name: String, bytes: Interval<Bytes>,
    rate: Interval<BitsPerSecond>, computing: Interval<Seconds>? = nil
  ) -> SpeedupCeiling {
    SpeedupCeiling(
      kind: .cut(name),
      speedup: resource(baseline, time: sending(bytes, at: rate), computing: computing),
      sentence: "\(worded(bytes)) a step cross \(name) at \(worded(rate)), which takes "
        + "\(worded(sending(bytes, at: rate))) of the baseline's \(worded(baseline.time))")
  }

  /// What a port sends for an all-reduce where no switch reduces, in buffers: 2 (p - 1) / p, where
  /// one that reduces takes the buffer once.
  ///
  /// Source: P. Patarasuk and X. Yuan, "Bandwidth optimal all-reduce algorithms for clusters of
  /// workstations", Journal of Parallel and Distributed Computing 69, 2009.
  ///
  /// - Parameter ranks: p, at least one.
  /// - Returns: 0 of one rank, 1 of two, and towards 2 of many.
  package static func buffersWithoutReduction(ranks: Int) -> Double {
    precondition(ranks > 0, "an all-reduce of \(ranks) ranks")
    return 2 * Double(ranks - 1) / Double(ranks)
  }

  /// Reduction: where no switch of the candidate reduces, its all-reduces send 2 (p - 1) / p buffers
  /// a port, S <= T0 / max(C1, 2 (p - 1) / p bytes / rate).
  ///
  /// - Parameters:
  ///   - baseline: its exposed part raises the ceiling, and its time does.
  ///   - buffers: bytes that a rank brings to all-reduces a step, all of them together; lowers it.
  ///   - ranks: p, members of each; more lower it.
  ///   - rate: of a rank's port on the candidate, one way; raises it.
  ///   - computing: C1, as in `injection`; lowers it.
  /// - Returns: no higher than Amdahl's where C1 is nil.
  package static func reduction(
    _ baseline: BaselineStep, buffers: Interval<Bytes>, ranks: ClosedRange<Int>,
    rate: Interval<BitsPerSecond>, computing: Interval<Seconds>? = nil
  ) -> SpeedupCeiling {
    let growth = Interval(
      buffersWithoutReduction(ranks: ranks.lowerBound),
      buffersWithoutReduction(ranks: ranks.upperBound))
    let bytes = Interval(buffers.lower * growth.lower, buffers.upper * growth.upper)
    let time = sending(bytes, at: rate)
    return SpeedupCeiling(
      kind: .reduction,
      speedup: resource(baseline, time: time, computing: computing),
      sentence: "no switch reduces, so all-reduces of \(worded(buffers)) send "
        + "\(worded(growth)) times that a port at \(worded(rate)), which takes \(worded(time)) "
        + "of the baseline's \(worded(baseline.time))")
  }

  private static func sending(
    _ bytes: Interval<Bytes>, at rate: Interval<BitsPerSecond>
  ) -> Interval<Seconds> {
    precondition(bytes.lower >= .zero, "\(bytes.lower) are sent")
    precondition(rate.lower > .zero, "a rate of \(rate.lower)")
    return Interval(bytes.lower / rate.upper, bytes.upper / rate.lower)
  }

  /// T0 over the longer of computing and one resource's time.
  private static func resource(
    _ baseline: BaselineStep, time: Interval<Seconds>, computing: Interval<Seconds>?
  ) -> Interval<Double> {
    func ceiling(_ whole: Seconds, _ exposed: Double, _ sent: Seconds, _ own: Seconds?) -> Double {
      1 / max(own.map { $0 / whole } ?? 1 - exposed, sent / whole)
    }
    precondition(computing.map { $0.lower >= .zero } ?? true, "computing for less than no time")
    return Interval(
      ceiling(baseline.time.lower, baseline.exposed.lower, time.upper, computing?.upper),
      ceiling(baseline.time.upper, baseline.exposed.upper, time.lower, computing?.lower))
  }

  private static func remainder(_ part: Interval<Double>) -> Interval<Double> {
    part.map { 1 - $0 }
  }
}
