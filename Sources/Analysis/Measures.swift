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

  private static func busiest(_ timeline: Timeline) -> BusiestLink? {
    guard timeline.duration > .zero else { return nil }
    var best: BusiestLink?
    for row in timeline.links.link.indices {
      let carried = timeline.links.bytes.row(row).reduce(0, +)
      let possible = timeline.links.capacity[row] * timeline.duration.rawValue
      let utilisation = carried / possible
      if utilisation > best?.utilisation ?? -1 {
        best = BusiestLink(name: timeline.links.name[row], utilisation: utilisation)
      }
    }
    return best
  }
}
