// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

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

/// Which algorithm serves each kind of collective, and in how many chunks.
package struct CollectivePolicy: Sendable {
  /// Names from `AlgorithmCatalogue`, or "auto"; a kind that is absent is "auto".
  package var algorithms: [CollectiveKind: String]
  /// Every collective is cut into this many chunks that proceed independently.
  package var chunks: Int

  package init(algorithms: [CollectiveKind: String] = [:], chunks: Int = 1) {
    self.algorithms = algorithms
    self.chunks = chunks
  }
}

/// Why a program cannot be carried by a cluster.
package struct LoweringError: Error, Hashable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// A program whose collectives have become rounds of routed messages.
package struct FlowGraph: Sendable {
  package let program: Program

  /// - Throws: `LoweringError` for more ranks than accelerators, an unknown algorithm, a compute
  ///   without a duration on an accelerator without a peak, or two accelerators with no route.
  package init(
    program: Program, cluster: Cluster, placement: Placement, policy: CollectivePolicy
  ) throws(LoweringError) {
    self.program = program
  }
}
