// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Claims

struct SpeedupCeilingsTests {
  private static func step(exposed low: Double, _ high: Double) -> BaselineStep {
    BaselineStep(time: Interval(.seconds(10)), exposed: Interval(low, high))
  }

  @Test func `the lowest half way binds, and the lowest upper end is what proves`() throws {
    let wide = SpeedupCeiling.amdahl(Self.step(exposed: 0, 0.75))  // 1 to 4: 2.5
    let energy = SpeedupCeiling.averagePower(
      baseline: Interval(.joules(3)), candidate: Interval(.joules(1)))  // 3
    let ceilings = SpeedupCeilings([energy, wide])
    #expect(ceilings.binding == wide)
    #expect(!ceilings.proves(impossible: 3))
    #expect(ceilings.broken(by: 3.5) == [energy])
    #expect(ceilings.broken(by: 5) == [energy, wide])
    #expect(ceilings.proves(impossible: 3.01))
  }

  @Test func `a claim that just meets its ceiling is not impossible`() {
    // 1 / (1 - 2/3) is three but for rounding.
    let ceilings = SpeedupCeilings([.amdahl(Self.step(exposed: 0.3, 2.0 / 3))])
    #expect(!ceilings.proves(impossible: 3))
    #expect(ceilings.proves(impossible: 3.0001))
  }

  @Test func `ceilings that may be infinite bind last`() {
    let all = SpeedupCeiling.amdahl(Self.step(exposed: 1, 1))
    let half = SpeedupCeiling.amdahl(Self.step(exposed: 0.5, 0.5))
    #expect(SpeedupCeilings([all, half]).binding == half)
    #expect(SpeedupCeilings([all]).binding == all)
    #expect(SpeedupCeilings([]).binding == nil)
    #expect(!SpeedupCeilings([]).proves(impossible: 100))
  }
}
