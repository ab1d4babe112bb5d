// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which of the ways between two accelerators messages take.
package enum RoutingPolicy: Sendable, Hashable {
  /// Every shortest path, evenly: what ideal spraying reaches.
  case minimal
  /// One shortest path for each pair, by a hash of the two at every node on the way (RFC 2992).
  case equalCostMultipath(seed: UInt64)
  /// The shortest way along the first dimension, then the second, and so on.
  case dimensionOrder
  /// By a node in between, all of them evenly: L. G. Valiant, "A scheme for fast parallel
  /// communication", SIAM J. Comput. 11 (1982).
  case valiant
  /// The shortest of the paths that never go up again after going down: M. D. Schroeder et al.,
  /// "Autonet", IEEE J. Sel. Areas Commun. 9 (1991).
  case upDown
  /// Over the inner domain to the accelerator that shares the destination's rail, then along the
  /// rail (PXN of NCCL).
  case railAligned
}

/// How messages find their way in a domain.
package struct DomainRouting: Sendable, Hashable {
  package var policy: RoutingPolicy
  /// Where its nodes stand, of a domain that is a grid.
  package var grid: NodeGrid?

  package init(policy: RoutingPolicy = .minimal, grid: NodeGrid? = nil) {
    self.policy = policy
    self.grid = grid
  }
}

extension Cluster {
  /// Whether messages of a domain take every shortest path, evenly.
  package func takesShortest(_ row: Int) -> Bool {
    row >= domainRouting.count || domainRouting[row].policy == .minimal
  }
}
