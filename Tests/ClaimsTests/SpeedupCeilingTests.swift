// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Claims

/// A step of 8 to 10 s, of which 50 to 60 % are exposed.
struct SpeedupCeilingTests {
  private static let baseline = BaselineStep(
    time: Interval(.seconds(8), .seconds(10)), exposed: Interval(0.5, 0.6))

  /// Values of inputs, from one end to the other with both ends.
  private static func along(_ range: Interval<Double>, points: Int = 7) -> [Double] {
    (0..<points).map {
      $0 == points - 1
        ? range.upper
        : range.lower + (range.upper - range.lower) * Double($0) / Double(points - 1)
    }
  }

  /// The ends that a formula has over a box of inputs, by trying: what the closed forms must equal.
  private static func tried(
    _ ranges: [Interval<Double>], _ formula: ([Double]) -> Double
  ) -> Interval<Double> {
    var points: [[Double]] = [[]]
    for range in ranges {
      points = points.flatMap { point in along(range).map { point + [$0] } }
    }
    let values = points.map(formula)
    return Interval(values.min() ?? .nan, values.max() ?? .nan)
  }

  /// Equal but for a few roundings.
  private static func expect(
    _ found: Interval<Double>, equals expected: Interval<Double>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      (found.lower / expected.lower - 1).magnitude < 1e-14
        && (found.upper / expected.upper - 1).magnitude < 1e-14,
      "\(found), tried \(expected)", sourceLocation: sourceLocation)
  }

  @Test func `half to three fifths exposed allow twice to two and a half times`() {
    let ceiling = SpeedupCeiling.amdahl(Self.baseline)
    #expect(ceiling.speedup == Interval(2, 2.5))
    #expect(ceiling.name == "Amdahl" && ceiling.nominal == 2.25)
    #expect(
      ceiling.sentence
        == "50 to 60 % of the baseline's step is exposed communication, and the rest stays with a "
        + "network that takes no time")
  }

  @Test func `exposed times are parts of the step, as if neither knew the other`() {
    let step = BaselineStep(
      time: Interval(.seconds(8), .seconds(10)), exposedTime: Interval(.seconds(4), .seconds(9)))
    // 4 of 10; 9 of 8 is all of it.
    #expect(step.exposed == Interval(0.4, 1))
    #expect(SpeedupCeiling.amdahl(step).speedup.upper == .infinity)
    #expect(SpeedupCeiling.amdahl(step).nominal == .infinity)
  }

  @Test func `a ceiling by latency has the ends of its formula`() {
    let ceiling = SpeedupCeiling.latency(
      Self.baseline, steps: Interval(1000, 5000),
      latency: Interval(.microseconds(100), .microseconds(400)))
    let tried = Self.tried(
      [Interval(8, 10), Interval(0.5, 0.6), Interval(1000, 5000), Interval(1e-4, 4e-4)]
    ) { $0[0] / ($0[0] - $0[1] * $0[0] + $0[2] * $0[3]) }
    Self.expect(ceiling.speedup, equals: tried)
    #expect(ceiling.speedup.upper < SpeedupCeiling.amdahl(Self.baseline).speedup.upper)
    // No flight, no difference.
    let none = SpeedupCeiling.latency(
      Self.baseline, steps: Interval(1000), latency: Interval(.zero))
    #expect(none.speedup == SpeedupCeiling.amdahl(Self.baseline).speedup)
  }

  @Test func `ceilings by what is sent have the ends of their formulas`() {
    let bytes = Interval(Bytes.gigabytes(100), .gigabytes(600))
    let rate = Interval(BitsPerSecond.gigabytesPerSecond(50), .gigabytesPerSecond(200))
    let ranges = [Interval(8.0, 10), Interval(0.5, 0.6), Interval(100, 600.0), Interval(50, 200)]
    let beside = Self.tried(ranges) { $0[0] / max($0[0] * (1 - $0[1]), $0[2] / $0[3]) }
    Self.expect(
      SpeedupCeiling.injection(Self.baseline, bytes: bytes, rate: rate).speedup, equals: beside)
    let cut = SpeedupCeiling.cut(Self.baseline, name: "the pods", bytes: bytes, rate: rate)
    #expect(cut.name == "cut the pods")
    Self.expect(cut.speedup, equals: beside)
    let own = Self.tried(ranges + [Interval(1, 3)]) { $0[0] / max($0[4], $0[2] / $0[3]) }
    Self.expect(
      SpeedupCeiling.injection(
        Self.baseline, bytes: bytes, rate: rate,
        computing: Interval(.seconds(1), .seconds(3))
      ).speedup, equals: own)
  }

  @Test func `what is sent fast enough leaves Amdahl's ceiling`() {
    let ceiling = SpeedupCeiling.injection(
      Self.baseline, bytes: Interval(.gigabytes(1)), rate: Interval(.gigabytesPerSecond(100)))
    #expect(ceiling.speedup == SpeedupCeiling.amdahl(Self.baseline).speedup)
  }

  @Test func `an all-reduce without switches sends nearly twice its buffer`() {
    #expect(SpeedupCeiling.buffersWithoutReduction(ranks: 1) == 0)
    #expect(SpeedupCeiling.buffersWithoutReduction(ranks: 2) == 1)
    #expect(SpeedupCeiling.buffersWithoutReduction(ranks: 8) == 1.75)
    let ceiling = SpeedupCeiling.reduction(
      Self.baseline, buffers: Interval(.gigabytes(300), .gigabytes(400)), ranks: 2...8,
      rate: Interval(.gigabytesPerSecond(50), .gigabytesPerSecond(100)))
    let tried = Self.tried(
      [Interval(8, 10), Interval(0.5, 0.6), Interval(300, 400), Interval(50, 100), Interval(2, 8)]
    ) { $0[0] / max($0[0] * (1 - $0[1]), 2 * ($0[4] - 1) / $0[4] * $0[2] / $0[3]) }
    Self.expect(ceiling.speedup, equals: tried)
  }

  @Test func `ceilings by power have the ends of their formulas`() {
    let average = SpeedupCeiling.averagePower(
      baseline: Interval(.joules(900), .joules(1000)),
      candidate: Interval(.joules(600), .joules(800)))
    Self.expect(
      average.speedup,
      equals: Self.tried([Interval(900, 1000), Interval(600, 800)]) { $0[0] / $0[1] })
    let peak = SpeedupCeiling.peakPower(
      cap: Interval(.kilowatts(100), .kilowatts(120)),
      accelerator: Interval(.watts(700), .watts(1000)), network: Interval(.watts(50), .watts(100)),
      baselineCount: 64, speedupOfEqualCount: Interval(1.2, 1.5))
    Self.expect(
      peak.speedup,
      equals: Self.tried(
        [
          Interval(100e3, 120e3), Interval(700, 1000), Interval(50, 100), Interval(1.2, 1.5),
        ]
      ) { $0[3] * $0[0] / ($0[1] + $0[2]) / 64 })
  }
}
