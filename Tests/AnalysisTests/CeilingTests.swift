// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

struct CeilingTests {
  private func reading(_ watts: Double, breach: Double? = nil) -> PowerReading {
    PowerReading(
      highest: .watts(watts), unit: 3, firstBreach: breach.map(Seconds.seconds), breaking: [])
  }

  private func average(_ watts: Double, of scope: Ceiling.Scope = .site) -> Ceiling {
    Ceiling(scope: scope, limit: .average(.watts(watts), window: .seconds(1)))
  }

  @Test func `what is left under a limit is its headroom`() {
    let verdict = CeilingVerdict(average(120), reading: reading(100))
    #expect(verdict.holds)
    #expect(verdict.headroom == .watts(20))
    #expect(verdict.firstBreach == nil)
    let broken = CeilingVerdict(average(99), reading: reading(100, breach: 4))
    #expect(!broken.holds)
    #expect(broken.headroom == .watts(-1))
    #expect(broken.firstBreach == .seconds(4))
  }

  @Test func `a ceiling that is just met holds`() {
    #expect(CeilingVerdict(average(100), reading: reading(100)).holds)
  }

  @Test func `of a site no unit is named`() {
    #expect(CeilingVerdict(average(99), reading: reading(100)).unit == nil)
    #expect(CeilingVerdict(average(99, of: .rack), reading: reading(100)).unit == 3)
  }

  @Test func `energy is held against energy`() {
    let ceiling = Ceiling(limit: .energy(.joules(10), per: .step))
    #expect(CeilingVerdict(ceiling, energy: .joules(10)).holds)
    let broken = CeilingVerdict(ceiling, energy: .joules(12))
    #expect(!broken.holds)
    #expect(broken.headroom == .joules(-2))
    #expect(ceiling.meter == nil)
  }
}
