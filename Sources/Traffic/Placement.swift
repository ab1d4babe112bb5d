// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Where each rank runs.
package struct Placement: Sendable {
  /// One entry per rank.
  package var acceleratorOfRank: [GPUID]

  package init(acceleratorOfRank: [GPUID]) { self.acceleratorOfRank = acceleratorOfRank }

  /// Rank `i` on accelerator `i`.
  package static func identity(rankCount: Int) -> Placement {
    Placement(acceleratorOfRank: (0..<rankCount).map(GPUID.init))
  }

  /// Rank `i` on the accelerator of seat `i`.
  ///
  /// - Throws: `LoweringError` for more ranks than seats, with the reason.
  package static func seated(
    rankCount: Int, on cluster: Cluster
  ) throws(LoweringError) -> Placement {
    try cluster.checkSeats(for: rankCount)
    return Placement(acceleratorOfRank: (0..<rankCount).map(cluster.seat))
  }
}

/// Why a program cannot be carried by a cluster.
package struct LoweringError: Error, Hashable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension Cluster {
  /// - Throws: `LoweringError` for more ranks than seats, with what keeps accelerators from them.
  package func checkSeats(for rankCount: Int) throws(LoweringError) {
    guard rankCount > seatCount else { return }
    var problem = "\(rankCount) ranks are too many for \(name), which has "
    if seating.order == nil {
      problem += "\(accelerators.count) accelerators"
    } else {
      problem += "\(seatCount) of \(accelerators.count) accelerators that take ranks"
      if !seating.spares.isEmpty { problem += ", \(seating.spares.count) spares apart" }
      let reasons = seating.vacancies
      problem += reasons.isEmpty ? "" : ": " + reasons.prefix(4).joined(separator: "; ")
      if reasons.count > 4 { problem += "; and \(reasons.count - 4) more" }
    }
    throw LoweringError(problem)
  }
}
