// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Analysis

/// A run of two steps in 8 to 10 s, of which 2 to 4 s are exposed.
struct BoundedMeasuresTests {
  private static let duration = Interval(Seconds.seconds(8), .seconds(10))

  private static func measures(
    _ duration: Interval<Seconds> = duration, energy: BoundedEnergy? = nil
  ) -> BoundedMeasures {
    BoundedMeasures(
      steps: 2, rankCount: 4, duration: duration,
      meanExposed: Interval(.seconds(2), .seconds(4)),
      worstExposed: Interval(.seconds(3), .seconds(9)), energy: energy)
  }

  /// Accelerators spend 100 to 140 J, a switch 40 to 50 J, bits 10 J, and the facility half as much
  /// again; computing more is communicating less, so that all together is known to be 240 to 260 J.
  private static let energy = BoundedEnergy(
    lines: [
      BoundedEnergy.Line(
        component: "accelerators computing", includes: ["core"],
        staticEnergy: Interval(.joules(100), .joules(140)), dynamicEnergy: Interval(.zero)),
      BoundedEnergy.Line(
        component: "nvlink4", includes: [],
        staticEnergy: Interval(.joules(40), .joules(50)),
        dynamicEnergy: Interval(.joules(10))),
    ],
    powerUsageEffectiveness: 1.5, total: Interval(.joules(240), .joules(270)),
    averagePower: Interval(.watts(24), .watts(33.75)), peakPower: Interval(.watts(40), .watts(50)))

  @Test func `figures a step and their fractions keep to both ends`() {
    let measures = Self.measures()
    #expect(measures.stepTime == Interval(.seconds(4), .seconds(5)))
    #expect(measures.meanExposedPerStep == Interval(.seconds(1), .seconds(2)))
    // 2 of 10, 4 of 8; and never more than all.
    #expect(measures.meanExposedFraction == Interval(0.2, 0.5))
    #expect(measures.worstExposedFraction == Interval(0.3, 1))
    #expect(measures.energyPerStep == nil)
    // Of a run that may take no time, anything may be the part.
    let unknown = Self.measures(Interval(.zero, .seconds(10)))
    #expect(unknown.meanExposedFraction == Interval(0, 1))
  }

  @Test func `the facility has a line, and static energy is what bits do not cost`() throws {
    let energy = Self.energy
    let facility = try #require(energy.lines.last)
    #expect(facility.component == "facility" && facility.part == .facility)
    // The equipment spends 160 to 180 J, 10 of them for bits; the facility half of each.
    #expect(facility.staticEnergy == Interval(.joules(75), .joules(85)))
    #expect(facility.dynamicEnergy == Interval(.joules(5)))
    #expect(energy.dynamicTotal == Interval(.joules(15)))
    #expect(energy.staticTotal == Interval(.joules(225), .joules(255)))
    #expect(energy.network == Interval(.joules(50), .joules(60)))
  }

  @Test func `a run against the first is between the ratios of opposite ends`() throws {
    let fast = Self.measures(Interval(.seconds(2), .seconds(4)), energy: Self.energy)
    let runs = BoundedComparison([("a", Self.measures(energy: Self.energy)), ("b", fast)]).runs
    // The first is as fast as itself, however wide its own ends are.
    #expect(runs[0].speedUp == Interval(1) && runs[0].energyRatio == Interval(1))
    // 8 over 4, 10 over 2.
    #expect(runs[1].speedUp == Interval(2, 5))
    let ratio = try #require(runs[1].energyRatio)
    #expect(ratio == Interval(240.0 / 270, 270.0 / 240))
    #expect(BoundedComparison([("a", fast), ("b", Self.measures())]).runs[1].energyRatio == nil)
    let unknown = Self.measures(Interval(.zero, .seconds(4)))
    #expect(BoundedComparison([("a", fast), ("b", unknown)]).runs[1].speedUp == nil)
  }

  @Test func `only a run whose every figure is one number is exact`() {
    #expect(!Self.measures().isExact)
    let exact = BoundedMeasures(
      steps: 1, rankCount: 4, duration: Interval(.seconds(8)),
      meanExposed: Interval(.seconds(2)), worstExposed: Interval(.seconds(2)), energy: nil)
    #expect(exact.isExact)
    let loose = BoundedMeasures(
      steps: 1, rankCount: 4, duration: Interval(.seconds(8)),
      meanExposed: Interval(.seconds(2)), worstExposed: Interval(.seconds(2)),
      energy: Self.energy)
    #expect(!loose.isExact)
  }
}
