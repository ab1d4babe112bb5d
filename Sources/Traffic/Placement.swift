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
}

/// Why a program cannot be carried by a cluster.
package struct LoweringError: Error, Hashable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
