// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A broadcast as a scatter along a binomial tree and an all-gather round a ring.
///
/// (ceil(log2(p)) + p - 1) alpha + 2 ((p - 1) / p) m beta: for large buffers, where the root of a
/// tree would send the whole of it a logarithm of times. Source: M. Barnett, L. Shuler,
/// S. Gupta, D. G. Payne, R. van de Geijn and J. Watts, "Building a high-performance collective
/// communication library", Supercomputing 1994.
package struct VanDeGeijn: CollectiveAlgorithm {
  package let name = "van-de-geijn"
  package let kinds: [CollectiveKind] = [.broadcast]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    return ClosedForm(
      steps: p.ceilingOfLogarithm + p - 1, sent: 2 * Double(p - 1) / Double(p))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    Schedule(
      memberCount: group.memberCount, blockCount: group.memberCount,
      rounds: Binomial().schedule(for: .scatter, group: group).rounds
        + Ring().schedule(for: .allGather, group: group).rounds)
  }
}
