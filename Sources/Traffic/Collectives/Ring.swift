// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Blocks travel once round a ring of all members, one hop a step.
///
/// Reduce-scatter and all-gather take p - 1 steps of m / p bytes each; an all-reduce is one
/// after the other: 2(p - 1)(alpha + m beta / p). Bandwidth-optimal; the latency term grows with
/// the group. An all-to-all passes each parcel from neighbour to neighbour, those of one distance
/// together: p(p - 1) / 2 steps of m / p bytes, for rings on which nothing but neighbours may talk.
/// Source: P. Patarasuk and X. Yuan, "Bandwidth optimal all-reduce algorithms for
/// clusters of workstations", J. Parallel Distrib. Comput. 69 (2009).
package struct Ring: CollectiveAlgorithm {
  package let name = "ring"
  package let kinds: [CollectiveKind] = [
    .allReduce, .reduceScatter, .allGather, .allToAll,
  ]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    if kind == .allToAll {
      let steps = group.memberCount * (group.memberCount - 1) / 2
      return ClosedForm(steps: steps, sent: Double(steps) / Double(group.memberCount))
    }
    let passes = kind == .allReduce ? 2 : 1
    let steps = passes * (group.memberCount - 1)
    return ClosedForm(steps: steps, sent: Double(steps) / Double(group.memberCount))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let memberCount = group.memberCount
    // In step s member m passes on block m - 1 - s, so that after p - 1 steps the last block to
    // reach m, complete, is block m: what a reduce-scatter leaves there.
    let scatter = Round(
      repeats: memberCount - 1,
      exchanges: [
        Exchange(to: .shift(1), payload: .rotating(offset: -1, stride: -1), combines: true)
      ])
    // Starting from its own block m, member m passes on m - s in step s.
    let gather = Round(
      repeats: memberCount - 1,
      exchanges: [
        Exchange(to: .shift(1), payload: .rotating(offset: 0, stride: -1), combines: false)
      ])
    let rounds =
      switch kind {
      case .reduceScatter: [scatter]
      case .allGather: [gather]
      case .allToAll: relays(memberCount)
      default: [scatter, gather]
      }
    return Schedule(memberCount: memberCount, blockCount: memberCount, rounds: rounds)
  }

  /// For each distance a round, and as many hops in it.
  private func relays(_ memberCount: Int) -> [Round] {
    (1..<max(memberCount, 2)).map { distance in
      Round(
        repeats: distance,
        exchanges: [
          Exchange(to: .shift(1), payload: .passing(distance: distance), combines: false)
        ])
    }
  }
}
