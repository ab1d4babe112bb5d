// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Switches add up what members send, and copy what they return.
///
/// Where they aggregate (SHARP), an all-reduce sends each byte once up their tree and once down:
/// 2 alpha_sw + m beta, half of what any algorithm needs whose members add; alpha_sw is the way to the
/// top of the tree. Where members read and write through a switch (NVLS), each takes 1/p of the
/// buffer: it reads the sum, for which every member's part comes to the switch, and writes the result
/// once, which the switch copies to all. Both happen together, piece by piece: 4 alpha_sw +
/// (1 + 1/p) m beta. Where several switches could be the top of the tree, each is for an equal part.
/// Passive optics cannot do this: something must hold and add the data. Sources: R. L. Graham and
/// others, "Scalable Hierarchical Aggregation Protocol (SHArP): A Hardware Architecture for Efficient
/// Data Reduction", COMHPC 2016; A. Ishii and R. Wells, "The NVLink-Network Switch", Hot Chips 34
/// (2022).
package struct InNetwork: CollectiveAlgorithm {
  package let name = "in-network"
  package let kinds: [CollectiveKind] = [
    .allReduce, .reduceScatter, .allGather, .broadcast, .reduce, .barrier,
  ]

  package let family = MessageFamily.inNetwork

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    group.obstacleToSwitches
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let sent: Double =
      switch kind {
      case .allGather: 1 / Double(group.memberCount)
      case .barrier: 0
      case .allReduce: group.reductionOfAll?.way == .reads ? 1 + 1 / Double(group.memberCount) : 1
      default: 1
      }
    return ClosedForm(steps: 1, sent: sent)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let movements: [Aggregation.Movement] =
      switch kind {
      case .reduceScatter: [.reduceScatter]
      case .allGather: [.allGather]
      case .broadcast: [.broadcast]
      case .reduce: [.reduce]
      case .barrier: [.barrier]
      default: group.reductionOfAll?.way == .reads ? [.reduceScatter, .allGather] : [.allReduce]
      }
    let owns = movements.contains { $0 == .reduceScatter || $0 == .allGather }
    let blockCount = owns ? p : 1
    return Schedule(
      memberCount: p, blockCount: blockCount,
      rounds: [
        Round(aggregations: [
          Aggregation(movements, memberCount: p, blockCount: blockCount, root: group.root)
        ])
      ])
  }
}
