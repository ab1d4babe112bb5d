// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Every member sends to every other at once.
///
/// Reduce-scatter, all-gather and all-to-all take one round of p - 1 messages of m / p bytes a
/// member; an all-reduce takes two: 2 alpha + 2 ((p - 1) / p) m beta, where beta is a member's
/// injection. Few steps; on anything but a flat fabric the messages contend.
package struct Direct: CollectiveAlgorithm {
  package let name = "direct"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather, .allToAll]

  package init() {}

  package func schedule(for kind: CollectiveKind, memberCount: Int) -> Schedule {
    let distances = 1..<max(memberCount, 1)
    // The block of the receiver, so that every member ends with its own block summed.
    let scatter = Round(
      repeats: 1,
      exchanges: distances.map {
        Exchange(to: .shift($0), payload: .rotating(offset: $0, stride: 0), combines: true)
      })
    let gather = Round(
      repeats: 1,
      exchanges: distances.map {
        Exchange(to: .shift($0), payload: .rotating(offset: 0, stride: 0), combines: false)
      })
    let exchange = Round(
      repeats: 1,
      exchanges: distances.map { Exchange(to: .shift($0), payload: .personal, combines: false) })
    let rounds =
      switch kind {
      case .reduceScatter: [scatter]
      case .allGather: [gather]
      case .allToAll: [exchange]
      default: [scatter, gather]
      }
    return Schedule(memberCount: memberCount, blockCount: memberCount, rounds: rounds)
  }
}
