// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Members exchange everything with partners at distances 1, 2, 4 and so on.
///
/// log2(p) (alpha + m beta + m gamma); a group that is no power of two is folded first and takes
/// two steps more. The fewest steps for a buffer too small to be worth cutting. Source: R. Thakur,
/// R. Rabenseifner and W. Gropp, "Optimization of collective communication operations in MPICH",
/// Int. J. High Performance Computing Applications 19 (2005).
package struct RecursiveDoubling: CollectiveAlgorithm {
  package let name = "recursive-doubling"
  package let kinds: [CollectiveKind] = [.allReduce]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let steps = group.memberCount.floorOfLogarithm
    return group.memberCount.isPowerOfTwo
      ? ClosedForm(steps: steps, sent: Double(steps))
      : ClosedForm(steps: steps + 2, sent: Double(steps + 1))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let folding = Folding(memberCount: group.memberCount)
    let core = (0..<folding.coreCount.floorOfLogarithm).map { step in
      Round(exchanges: [
        Exchange(
          to: .exclusiveOr(1 << step), payload: .offsets([0], mirrored: false), combines: true)
      ])
    }
    // One block: the renamed offset 0 and the folded offsets 0 to q - 1 must all be that one.
    var rounds = folding.renamed(core)
    if let first = folding.fold(), let last = folding.unfold() {
      rounds = [whole(first)] + rounds + [whole(last)]
    }
    return Schedule(memberCount: group.memberCount, blockCount: 1, rounds: rounds)
  }

  private func whole(_ round: Round) -> Round {
    var round = round
    round.exchanges[0].payload = .offsets([0], mirrored: false)
    return round
  }
}
