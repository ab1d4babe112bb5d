// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

struct MeasuresTests {
  @Test func `the step time is the duration over the steps`() {
    #expect(Measures(of: SmallTimeline.make(), steps: 4).stepTime == .seconds(2.5))
  }

  @Test func `exposed communication has its mean, its worst rank and its share`() {
    // Ranks communicate 3 s and 4 s of 10 s: mean 3.5 s, worst 4 s on rank 1.
    let measures = Measures(of: SmallTimeline.make())
    #expect(measures.meanExposedPerStep == .seconds(3.5))
    #expect(measures.meanExposedFraction == 0.35)
    #expect(measures.worstExposedPerStep == .seconds(4))
    #expect(measures.worstExposedFraction == 0.4)
    #expect(measures.shares.worstRank == 1)
  }

  @Test func `of ranks that are equally exposed the lowest is named`() {
    let shares = RankShares(
      RankStates(
        computing: [0, 0, 0], communicating: [1, 2, 2], waiting: [0, 0, 0], idle: [1, 0, 0]),
      duration: .seconds(2))
    #expect(shares.worstRank == 1)
  }

  @Test func `shares of the ranks' time add up to one`() {
    // (6 + 5) / 20, (3 + 4) / 20, (1 + 0) / 20, (0 + 1) / 20.
    let shares = Measures(of: SmallTimeline.make()).shares
    #expect(shares.computing == 0.55)
    #expect(shares.communicating == 0.35)
    #expect(shares.waiting == 0.05)
    #expect(shares.idle == 0.05)
    let sum = shares.computing + shares.communicating + shares.waiting + shares.idle
    #expect(abs(sum - 1) < 1e-15)  // four roundings of numbers below one
  }

  @Test func `energy is split into static and dynamic and by part of the machine`() throws {
    let energy = try #require(Measures(of: SmallTimeline.make()).energy)
    #expect(energy.total == .joules(1_000))
    #expect(energy.staticTotal == .joules(980))
    #expect(energy.dynamicTotal == .joules(20))
    #expect(energy.energy(of: .accelerators) == .joules(600))
    #expect(energy.network == .joules(300))
    #expect(energy.energy(of: .facility) == .joules(100))
    #expect(energy.lines.map(\.share) == [0.6, 0.2, 0.1, 0.1])
    #expect(energy.lines.map(\.averagePower.rawValue) == [60, 20, 10, 10])
  }

  @Test func `a part without a line has no energy, which is not zero`() throws {
    let timeline = SmallTimeline.make(entries: [SmallTimeline.entry("nvlink4", fixed: 1)])
    let energy = try #require(EnergyMeasures(of: timeline))
    #expect(energy.energy(of: .accelerators) == nil)
    #expect(energy.energy(of: .facility) == nil)
    let accelerators = SmallTimeline.make(entries: [
      SmallTimeline.entry("accelerators idle", fixed: 1)
    ])
    let other = try #require(EnergyMeasures(of: accelerators))
    #expect(other.network == nil)
    #expect(other.networkPerBitDelivered == nil)
  }

  @Test func `energy per bit divides by the bits that arrived`() throws {
    // 1,000 J and 300 J of the network over 8,000 bits.
    let energy = try #require(Measures(of: SmallTimeline.make()).energy)
    #expect(energy.perBitDelivered == JoulesPerBit(rawValue: 0.125))
    #expect(energy.networkPerBitDelivered == JoulesPerBit(rawValue: 0.0375))
    #expect(energy.averagePower == .watts(100))
  }

  @Test func `a run that delivers nothing has no energy per bit`() throws {
    var timeline = SmallTimeline.make()
    timeline.traffic.bytesReceived = .zero
    #expect(try #require(EnergyMeasures(of: timeline)).perBitDelivered == nil)
  }

  @Test func `without power figures energy is not determinable`() {
    let measures = Measures(of: SmallTimeline.make(entries: []))
    #expect(measures.energy == nil)
    #expect(measures.energyPerStep == nil)
  }

  @Test func `the peak is known only where power was recorded`() throws {
    let without = try #require(EnergyMeasures(of: SmallTimeline.make()))
    #expect(without.peakPower == nil)
    let recorded = SmallTimeline.make(
      power: SmallTimeline.power([200, 200, 200, 200, 200], peak: 130))
    #expect(try #require(EnergyMeasures(of: recorded)).peakPower == .watts(130))
  }

  @Test func `the busiest link is the one nearest to what it could have carried`() {
    // 10 s at 100 B/s and at 50 B/s: 400 of 1,000 bytes, and 300 of 500.
    let links = LinkUtilisation(
      link: [4, 9], name: ["gpu0 -> gpu1", "gpu1 -> gpu0"], capacity: [100, 50],
      bytes: BinnedSeries(edges: [0, 5, 10], amounts: [400, 0, 100, 200], rowCount: 2))
    let busiest = Measures(of: SmallTimeline.make(links: links)).busiestLink
    #expect(busiest == BusiestLink(name: "gpu1 -> gpu0", utilisation: 0.6))
  }

  @Test func `of links that are equally busy the one with the lowest number is named`() {
    // Rows come in the order in which links were first used; a third of a byte is rounding.
    let links = LinkUtilisation(
      link: [9, 4, 7], name: ["nine", "four", "seven"], capacity: [1e6, 1e6, 1e6],
      bytes: BinnedSeries(edges: [0, 10], amounts: [8e6 + 0.3, 8e6, 8e6], rowCount: 3))
    let busiest = Measures(of: SmallTimeline.make(links: links)).busiestLink
    #expect(busiest == BusiestLink(name: "four", utilisation: 0.8))
  }

  @Test func `a run that took no time has no shares and no power, and no number is lost`() throws {
    var timeline = SmallTimeline.make()
    timeline.duration = .zero
    timeline.ranks = RankStates(computing: [0], communicating: [0], waiting: [0], idle: [0])
    let measures = Measures(of: timeline)
    #expect(measures.shares.computing == 0)
    #expect(measures.worstExposedFraction == 0)
    #expect(try #require(measures.energy).averagePower == .zero)
  }
}
