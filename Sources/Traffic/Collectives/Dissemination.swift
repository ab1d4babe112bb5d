// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A barrier: every member tells another, at distances 1, 2, 4 and so on, that it has come.
///
/// ceil(log2(p)) alpha, with messages of no bytes. Source: D. Hensgen, R. Finkel and U. Manber,
/// "Two algorithms for barrier synchronization", Int. J. Parallel Programming 17 (1988).
package struct Dissemination: CollectiveAlgorithm {
  package let name = "dissemination"
  package let kinds: [CollectiveKind] = [.barrier]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    ClosedForm(steps: group.memberCount.ceilingOfLogarithm, sent: 0)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    Schedule(
      memberCount: group.memberCount, blockCount: 1,
      rounds: (0..<group.memberCount.ceilingOfLogarithm).map { step in
        Round(exchanges: [
          Exchange(
            to: .shift(1 << step), payload: .offsets([], mirrored: false), combines: false)
        ])
      })
  }
}
