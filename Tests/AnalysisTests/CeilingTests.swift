// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

struct CeilingTests {
  private func average(_ watts: Double, over window: Double? = nil) -> Ceiling {
    Ceiling(limit: .average(.watts(watts), window: window.map(Seconds.seconds)))
  }

  @Test func `an average over the run is energy over duration`() throws {
    // 1,000 J in 10 s.
    let verdict = try CeilingVerdict(average(120), on: SmallTimeline.make())
    #expect(verdict.holds)
    #expect(verdict.highest == .watts(100))
    #expect(verdict.headroom == .watts(20))
    #expect(verdict.firstBreach == nil)
    #expect(try !CeilingVerdict(average(99), on: SmallTimeline.make()).holds)
  }

  @Test func `a ceiling that is just met holds`() throws {
    let verdict = try CeilingVerdict(average(100), on: SmallTimeline.make())
    #expect(verdict.holds)
    #expect(verdict.headroom == .zero)
  }

  @Test func `an average over a window finds the bin in which it breaks first`() throws {
    // Watts in bins of 2 s: 50, 150, 150, 50, 100. The mean over 4 s is highest from 2 s to 6 s.
    let power = SmallTimeline.power([100, 300, 300, 100, 200], peak: 160)
    let timeline = SmallTimeline.make(power: power)
    let verdict = try CeilingVerdict(average(120, over: 4), on: timeline)
    #expect(!verdict.holds)
    #expect(verdict.highest == .watts(150))
    #expect(verdict.headroom == .watts(-30))
    // The windows end at 4 s with 100 W and at 6 s with 150 W: the bin that begins at 4 s.
    #expect(verdict.firstBreach == .seconds(4))
    #expect(try CeilingVerdict(average(150, over: 4), on: timeline).holds)
  }

  @Test func `a window that is no multiple of a bin takes part of one`() throws {
    // 3 s around the two full bins at 100 W: the third second has 100 W or 0 W.
    let power = SmallTimeline.power([0, 200, 200, 0, 0], peak: 100)
    let verdict = try CeilingVerdict(average(90, over: 3), on: SmallTimeline.make(power: power))
    #expect(verdict.highest == .watts(100))
    // A window of 5 s holds 4 s at 100 W: 80 W.
    let wider = try CeilingVerdict(average(90, over: 5), on: SmallTimeline.make(power: power))
    #expect(wider.highest == .watts(80))
    #expect(wider.holds)
  }

  @Test func `a window longer than the run is the run`() throws {
    let verdict = try CeilingVerdict(average(120, over: 3_600), on: SmallTimeline.make())
    #expect(verdict.highest == .watts(100))
  }

  @Test func `a peak is held against the highest instantaneous power`() throws {
    let timeline = SmallTimeline.make(
      power: SmallTimeline.power([200, 200, 200, 200, 200], peak: 130))
    let ceiling = Ceiling(limit: .peak(.watts(125)))
    let verdict = try CeilingVerdict(ceiling, on: timeline)
    #expect(!verdict.holds)
    #expect(verdict.headroom == .watts(-5))
  }

  @Test func `without figures or a series there is no verdict`() {
    #expect(throws: CeilingVerdict.Gap.noPowerFigures) {
      try CeilingVerdict(average(1), on: SmallTimeline.make(entries: []))
    }
    #expect(throws: CeilingVerdict.Gap.noPowerSeries) {
      try CeilingVerdict(average(1, over: 2), on: SmallTimeline.make())
    }
    #expect(throws: CeilingVerdict.Gap.noPowerSeries) {
      try CeilingVerdict(Ceiling(limit: .peak(.watts(1))), on: SmallTimeline.make())
    }
  }
}
