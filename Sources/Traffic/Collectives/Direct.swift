// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Every member sends to every other at once.
///
/// Reduce-scatter, all-gather and all-to-all take one round of p - 1 messages of m / p bytes a
/// member; an all-reduce takes two: 2 alpha + 2 ((p - 1) / p) m beta, where beta is a member's
/// injection. A gather or scatter is one round between the root and all others. Few steps; on
/// anything but a flat fabric the messages contend. Source: R. Thakur, R. Rabenseifner and
/// W. Gropp, "Optimization of collective communication operations in MPICH", Int. J. High
/// Performance Computing Applications 19 (2005), for the linear forms.
package struct Direct: CollectiveAlgorithm {
  package let name = "direct"
  package let kinds: [CollectiveKind] = [
    .allReduce, .reduceScatter, .allGather, .allToAll, .gather, .scatter,
  ]

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = Double(group.memberCount)
    return switch kind {
    case .allReduce: ClosedForm(steps: 2, sent: 2 * (p - 1) / p)
    case .gather: ClosedForm(steps: 1, sent: 1 / p)
    default: ClosedForm(steps: 1, sent: (p - 1) / p)
    }
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let memberCount = group.memberCount
    let rounds: [Round] =
      switch kind {
      case .reduceScatter: [scatter(memberCount)]
      case .allGather: [gather(memberCount)]
      case .allToAll: [exchange(memberCount)]
      case .gather: [collect(group)]
      case .scatter: [distribute(group)]
      default: [scatter(memberCount), gather(memberCount)]
      }
    return Schedule(memberCount: memberCount, blockCount: memberCount, rounds: rounds)
  }

  /// The block of the receiver, so that every member ends with its own block summed.
  private func scatter(_ memberCount: Int) -> Round {
    Round(
      exchanges: (1..<memberCount).map {
        Exchange(to: .shift($0), payload: .rotating(offset: $0, stride: 0), combines: true)
      })
  }

  private func gather(_ memberCount: Int) -> Round {
    Round(
      exchanges: (1..<memberCount).map {
        Exchange(to: .shift($0), payload: .rotating(offset: 0, stride: 0), combines: false)
      })
  }

  private func exchange(_ memberCount: Int) -> Round {
    Round(
      exchanges: (1..<memberCount).map {
        Exchange(to: .shift($0), payload: .personal, combines: false)
      })
  }

  /// Every member's own block goes to the root.
  private func collect(_ group: GroupShape) -> Round {
    let targets = (0..<group.memberCount).map { $0 == group.root ? -1 : Int32(group.root) }
    return Round(exchanges: [
      Exchange(to: .table(targets), payload: .rotating(offset: 0, stride: 0), combines: false)
    ])
  }

  /// Every member's own block leaves the root.
  private func distribute(_ group: GroupShape) -> Round {
    Round(
      exchanges: (1..<group.memberCount).map { distance in
        Exchange(
          to: .single(from: group.root, to: (group.root + distance) % group.memberCount),
          payload: .personal, combines: false)
      })
  }
}
