// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// The link that carried the most of what it could have carried.
package struct BusiestLink: Sendable, Hashable {
  package let name: String
  /// Bytes carried over rate times duration, 0 to 1.
  package let utilisation: Double
}

/// What a run amounts to: the figures that people compare.
package struct Measures: Sendable, Hashable {
  package let steps: Int
  package let rankCount: Int
  package let duration: Seconds
  package let shares: RankShares
  /// Nil where the cluster had no power figures: not determinable, which is not zero.
  package let energy: EnergyMeasures?
  package let traffic: TrafficTotals
  /// Nil where every rank was simulated.
  package let folding: FoldingMeasures?
  /// Nil where the run kept no links.
  package let busiestLink: BusiestLink?

  /// - Parameters:
  ///   - timeline: of a whole run.
  ///   - steps: how many training steps the run repeated; times and energies "a step" divide by it.
  package init(of timeline: Timeline, steps: Int = 1) {
    precondition(steps > 0, "a run has at least one step")
    self.steps = steps
    rankCount = timeline.ranks.computing.count
    duration = timeline.duration
    shares = RankShares(timeline.ranks, duration: timeline.duration)
    energy = EnergyMeasures(of: timeline)
    traffic = timeline.traffic
    folding = FoldingMeasures(of: timeline)
    busiestLink = Self.busiest(timeline)
  }

  package var stepTime: Seconds { duration / Double(steps) }
  package var meanExposedPerStep: Seconds { shares.meanExposed / Double(steps) }
  package var worstExposedPerStep: Seconds { shares.worstExposed / Double(steps) }
  /// Mean exposed communication over the duration, 0 to 1.
  package var meanExposedFraction: Double { shares.communicating }
  /// The worst rank's exposed communication over the duration, 0 to 1.
  package var worstExposedFraction: Double {
    duration > .zero ? shares.worstExposed / duration : 0
  }
  package var energyPerStep: Joules? { energy.map { $0.total / Double(steps) } }

  /// Of links that are equally busy, but for rounding, the one with the lowest number: the same
  /// whichever of them were simulated, and in whatever order.
  private static func busiest(_ timeline: Timeline) -> BusiestLink? {
    let links = timeline.links
    guard timeline.duration > .zero else { return nil }
    let utilisation = links.link.indices.map { row in
      links.bytes.row(row).reduce(0, +) / (links.capacity[row] * timeline.duration.rawValue)
    }
    guard let highest = utilisation.max() else { return nil }
    // Bytes of a file come from shares in single precision.
    let rounding = 1e-6
    let row = links.link.indices.filter { utilisation[$0] >= highest * (1 - rounding) }
      .min { links.link[$0] < links.link[$1] }
    return row.map { BusiestLink(name: links.name[$0], utilisation: utilisation[$0]) }
  }
}
