// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

struct ComparisonTests {
  @Test func `every run is compared with the first`() {
    var fast = SmallTimeline.make(entries: [SmallTimeline.entry("nvlink4", fixed: 250)])
    fast.duration = .seconds(4)
    let comparison = Comparison([
      ("copper", Measures(of: SmallTimeline.make())), ("light", Measures(of: fast)),
    ])
    #expect(comparison.runs.map(\.name) == ["copper", "light"])
    // 10 s against 4 s; 250 J against 1,000 J; 62.5 W against 100 W; 250 J against 300 J.
    #expect(comparison.runs.map(\.speedUp) == [1, 2.5])
    #expect(comparison.runs.map(\.energyRatio) == [1, 0.25])
    #expect(comparison.runs.map(\.averagePowerRatio) == [1, 0.625])
    let perBit = comparison.runs.compactMap(\.networkEnergyPerBitRatio)
    #expect(perBit.count == 2)
    #expect(abs((perBit.last ?? 0) - 250.0 / 300) < 1e-15)  // one rounding each way
  }

  @Test func `runs of different step counts compare by the step`() {
    let once = Measures(of: SmallTimeline.make(), steps: 1)
    let twice = Measures(of: SmallTimeline.make(), steps: 2)
    let second = Comparison([("one", once), ("two", twice)]).runs[1]
    #expect(second.speedUp == 2)
    #expect(second.energyRatio == 0.5)
  }

  @Test func `a run without power figures has no energy ratio`() {
    let known = Measures(of: SmallTimeline.make())
    let unknown = Measures(of: SmallTimeline.make(entries: []))
    #expect(Comparison([("a", known), ("b", unknown)]).runs.map(\.energyRatio) == [1, nil])
    #expect(Comparison([("b", unknown), ("a", known)]).runs.map(\.energyRatio) == [nil, nil])
  }

  @Test func `two runs that take no time are equally fast`() {
    var still = SmallTimeline.make()
    still.duration = .zero
    let runs = Comparison([("a", Measures(of: still)), ("b", Measures(of: still))]).runs
    #expect(runs.map(\.speedUp) == [1, 1])
  }
}
