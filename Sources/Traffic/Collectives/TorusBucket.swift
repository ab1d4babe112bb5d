// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A ring along each dimension of a torus, one dimension after the other.
///
/// 2 sum(p_d - 1) alpha + 2 ((p - 1) / p) m beta for an all-reduce: the bytes of one long ring with
/// far fewer steps, over the links of one dimension and direction at a time. Source: P. Sack and
/// W. Gropp, "Collective algorithms for multiported torus networks", ACM Trans. Parallel Comput. 1
/// (2015).
package struct TorusBucket: CollectiveAlgorithm {
  package let name = "torus-bucket"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]
  private let rings: Hierarchical

  package init() { rings = Hierarchical(name: "torus-bucket", inner: Ring(), outer: Ring()) }

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    group.dimensions.count > 1 ? nil : "it needs dimensions: \(group.irregularity)"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    rings.closedForm(of: kind, for: group)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    rings.schedule(for: kind, group: group)
  }
}
