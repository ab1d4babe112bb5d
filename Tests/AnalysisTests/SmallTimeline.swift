// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// A run of two ranks and ten seconds, small enough to work out by hand.
enum SmallTimeline {
  /// Rank 0 computes 6 s, communicates 3 s and waits 1 s; rank 1 computes 5 s, communicates 4 s
  /// and is idle for the last second. 1,000 bytes arrive.
  ///
  /// - Parameters:
  ///   - entries: of the ledger; none for a cluster without power figures.
  ///   - power: none recorded unless given.
  ///   - links: none recorded unless given.
  /// - Returns: the run's timeline.
  static func make(
    entries: [EnergyLedger.Entry] = ledger, power: PowerSeries? = nil,
    links: LinkUtilisation = noLinks
  ) -> Timeline {
    Timeline(
      duration: .seconds(10),
      ranks: RankStates(
        computing: [6, 5], communicating: [3, 4], waiting: [1, 0], idle: [0, 1]),
      links: links,
      power: power ?? noPower,
      ledger: EnergyLedger(entries: entries),
      traffic: TrafficTotals(
        flows: 3, bytesSent: .bytes(1_000), bytesReceived: .bytes(1_000),
        linkBytes: .bytes(2_000), batches: 4, solves: 2, events: 5),
      eventNames: [], streamNames: [])
  }

  /// 600 J computing, 200 J of switches, 80 J static and 20 J dynamic of links, 100 J facility:
  /// 1,000 J together.
  static let ledger = [
    entry("accelerators computing", fixed: 600),
    entry("quantum-2 (scale-out)", fixed: 200),
    entry("nvlink4", fixed: 80, moving: 20),
    entry("facility", fixed: 100),
  ]

  static let noPower = PowerSeries(component: [], energy: noBins, peak: .zero)
  static let noLinks = LinkUtilisation(link: [], name: [], capacity: [], bytes: noBins)
  private static let noBins = BinnedSeries(edges: [], amounts: [], rowCount: 0)

  static func entry(
    _ component: String, fixed: Double, moving: Double = 0
  ) -> EnergyLedger.Entry {
    EnergyLedger.Entry(
      component: component, includes: ["core"], staticEnergy: .joules(fixed),
      dynamicEnergy: .joules(moving))
  }

  /// Five bins of two seconds with these joules, all of one component.
  static func power(_ joules: [Double], peak: Double) -> PowerSeries {
    PowerSeries(
      component: ["all"],
      energy: BinnedSeries(edges: [0, 2, 4, 6, 8, 10], amounts: joules, rowCount: 1),
      peak: .watts(peak))
  }
}
