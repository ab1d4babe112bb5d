// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// An all-to-all in which every member sends to one other at a time, each step one place farther.
///
/// (p - 1) alpha + ((p - 1) / p) m beta: every step is a permutation, so that no port is shared.
/// Source: R. Thakur, R. Rabenseifner and W. Gropp, "Optimization of collective communication
/// operations in MPICH", Int. J. High Performance Computing Applications 19 (2005).
package struct Pairwise: CollectiveAlgorithm {
  package let name = "pairwise"
  package let kinds: [CollectiveKind] = [.allToAll]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let steps = group.memberCount - 1
    return ClosedForm(steps: steps, sent: Double(steps) / Double(group.memberCount))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    Schedule(
      memberCount: group.memberCount, blockCount: group.memberCount,
      rounds: (1..<group.memberCount).map {
        Round(exchanges: [Exchange(to: .shift($0), payload: .personal, combines: false)])
      })
  }
}
