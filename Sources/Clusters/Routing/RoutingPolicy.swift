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
  /// Each message whole over every shortest path, or by nodes in between, whichever is quicker
  /// through the queues that it finds as it starts: A. Singh, "Load-balanced routing in interconnection networks",
  /// PhD thesis, Stanford 2005, with the load of all links known (UGAL-G).
  case ugal
  /// Each message in the mixture of the two, in eighths, that promises it the most bandwidth as it
  /// starts: no router knows as much.
  case adaptiveIdeal
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
  /// How its nodes turn into each other, of a whole domain of groups around a circle.
  package var rotation: NodeRotation?

  package init(
    policy: RoutingPolicy = .minimal, grid: NodeGrid? = nil, rotation: NodeRotation? = nil
  ) {
    self.policy = policy
    self.grid = grid
    self.rotation = rotation
  }
}

extension DomainRouting {
  /// Some of the links are gone or slow: nothing is known any more of how they lie.
  mutating func forgetRegularity() {
    grid?.isWhole = false
    rotation = nil
  }
}

extension RoutingPolicy {
  /// Whether ways depend on what else is under way.
  package var isAdaptive: Bool { self == .ugal || self == .adaptiveIdeal }

  /// Parts of a message that may go by nodes in between, beside none.
  package var detours: [Double] {
    switch self {
    case .ugal: [1]
    case .adaptiveIdeal: (1...8).map { Double($0) / 8 }
    default: []
    }
  }
}

extension Cluster {
  /// Whether ways of some messages depend on what else is under way.
  package var isAdaptive: Bool { domainRouting.contains { $0.policy.isAdaptive } }

  /// Whether messages of a domain take every shortest path, evenly.
  package func takesShortest(_ row: Int) -> Bool {
    row >= domainRouting.count || domainRouting[row].policy == .minimal
  }
}
