// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// From member to member along a chain that begins, or ends, at the root.
///
/// (p - 1)(alpha + m beta) in one piece. In k chunks these follow each other down the chain:
/// (p - 2 + k)(alpha + (m / k) beta), for large buffers close to m beta, the best there is.
/// Source: the pipelined broadcast of R. van de Geijn and J. Watts, "SUMMA: scalable universal
/// matrix multiplication algorithm", Concurrency: Practice and Experience 9 (1997).
package struct PipelinedChain: CollectiveAlgorithm {
  package let name = "pipelined-chain"
  package let kinds: [CollectiveKind] = [.broadcast, .reduce]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    ClosedForm(steps: group.memberCount - 1, sent: 1)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let rounds = (1..<p).map { step in
      // Links of the chain by distance from the root: away from it, or towards it.
      let (from, to) = kind == .broadcast ? (step - 1, step) : (p - step, p - step - 1)
      return Round(exchanges: [
        Exchange(
          to: .single(from: (from + group.root) % p, to: (to + group.root) % p),
          payload: .offsets([0], mirrored: false), combines: kind == .reduce)
      ])
    }
    return Schedule(memberCount: p, blockCount: 1, rounds: rounds)
  }
}
