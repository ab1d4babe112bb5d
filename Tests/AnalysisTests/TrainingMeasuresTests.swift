// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

/// A run of two ranks and ten seconds, two steps of 100 tokens each: five seconds a step.
struct TrainingMeasuresTests {
  private static let counts = TrainingCounts(
    sequences: 4, units: 100, causalWork: Operations(rawValue: 600),
    fullWork: Operations(rawValue: 800), hardwareWork: Operations(rawValue: 900),
    peak: OperationsPerSecond(rawValue: 400))

  private static func measures(
    entries: [EnergyLedger.Entry] = SmallTimeline.ledger,
    exposures: [GroupExposure.Share]? = nil
  ) -> TrainingMeasures {
    TrainingMeasures(
      counts, Measures(of: SmallTimeline.make(entries: entries), steps: 2), exposures: exposures)
  }

  @Test func `tokens a second are those of a step, over all ranks and each`() {
    let measures = Self.measures()
    #expect(measures.stepTime == .seconds(5))
    #expect(measures.unitsPerSecond == 20)
    #expect(measures.unitsPerSecondAndAccelerator == 10)
  }

  // 400 a second for five seconds are 2000.
  @Test func `utilisation is work over what the peak would do in a step`() {
    let measures = Self.measures()
    #expect(measures.causalUtilisation == 0.3)
    #expect(measures.fullUtilisation == 0.4)
    #expect(measures.hardwareUtilisation == 0.45)
    // 600 in five seconds on two ranks.
    #expect(measures.causalSpeed == OperationsPerSecond(rawValue: 60))
  }

  // 1,000 J are in the ledger, for two steps.
  @Test func `energy is that of a step, a token and a whole training`() {
    let measures = Self.measures()
    #expect(measures.energyPerStep == .joules(500))
    #expect(measures.energyPerUnit == .joules(5))
    #expect(measures.time(forUnits: 2000) == .seconds(100))
    #expect(measures.energy(forUnits: 2000) == .joules(10_000))
    let unknown = Self.measures(entries: [])
    #expect(unknown.energyPerUnit == nil)
    #expect(unknown.energy(forUnits: 2000) == nil)
    #expect(unknown.time(forUnits: 2000) == .seconds(100))
  }

  // Ranks wait for 1 s of 20, and on average 2 of 10 s for other stages.
  @Test func `the bubble is waiting for other stages and for nothing to do`() {
    func share(_ group: String, _ mean: Double) -> GroupExposure.Share {
      GroupExposure.Share(group: group, mean: .seconds(mean), worst: .seconds(mean))
    }
    let staged = Self.measures(exposures: [share("tp", 3), share("pp", 2)])
    #expect(staged.bubble == 0.2 + 0.05)
    #expect(Self.measures(exposures: [share("tp", 3)]).bubble == 0.05)
    #expect(Self.measures().bubble == nil)
  }
}
