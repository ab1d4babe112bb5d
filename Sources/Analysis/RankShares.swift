// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// How the ranks of a run spent their time.
package struct RankShares: Sendable, Hashable {
  /// Means over ranks as fractions of the run; the four add up to one.
  package let computing: Double
  package let communicating: Double
  package let waiting: Double
  package let idle: Double

  /// Exposed communication: time in which a rank's messages were under way and it computed
  /// nothing. Mean over ranks, of the whole run.
  package let meanExposed: Seconds
  /// The same of the rank that was exposed longest.
  package let worstExposed: Seconds
  /// That rank; the lowest of several. Nil in a run without ranks.
  package let worstRank: Int?

  /// - Parameters:
  ///   - states: seconds of each rank in each state.
  ///   - duration: of the run. A run that took no time has shares of zero.
  package init(_ states: RankStates, duration: Seconds) {
    let ranks = Double(states.computing.count)
    func mean(_ column: [Double]) -> Double { ranks > 0 ? column.reduce(0, +) / ranks : 0 }
    func share(_ column: [Double]) -> Double {
      duration > .zero ? mean(column) / duration.rawValue : 0
    }
    computing = share(states.computing)
    communicating = share(states.communicating)
    waiting = share(states.waiting)
    idle = share(states.idle)
    meanExposed = .seconds(mean(states.communicating))
    let worst = states.communicating.indices.max {
      // Of equal ranks the lowest is the largest: `max` then keeps it.
      (states.communicating[$0], $1) < (states.communicating[$1], $0)
    }
    worstRank = worst
    worstExposed = .seconds(worst.map { states.communicating[$0] } ?? 0)
  }
}
