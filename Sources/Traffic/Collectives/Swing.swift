// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Members exchange with partners on alternating sides, at distances 1, 1, 3, 5, 11 and so on.
///
/// In step s an even member's partner is (1 - (-2)^(s + 1)) / 3 places on, an odd member's as many
/// back: distances grow more slowly than by doubling, which keeps messages short on rings and
/// tori. An all-reduce takes 2 log2(p) alpha + 2 ((p - 1) / p) m beta, times the contention of the
/// fabric (1/3 more than none on a ring of both directions). Where the group is even but no power
/// of two, what a partner already has is not sent again. Source: D. De Sensi, T. Bonato, D. Saam
/// and T. Hoefler, "Swing: Short-cutting Rings for Higher Bandwidth Allreduce", NSDI 2024,
/// arXiv:2401.09356.
package struct Swing: CollectiveAlgorithm {
  package let name = "swing"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    guard group.memberCount.isMultiple(of: 2) else { return "it needs an even number of members" }
    let reached = Self.steps(of: group.memberCount).reduce(1) { $0 + $1.sent.count }
    return reached == group.memberCount
      ? nil : "its steps do not reach all of \(group.memberCount) members"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let passes = kind == .allReduce ? 2 : 1
    return ClosedForm(
      steps: passes * group.memberCount.ceilingOfLogarithm,
      sent: Double(passes * (group.memberCount - 1)) / Double(group.memberCount))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let steps = Self.steps(of: p)
    // What came by a step of the all-gather goes back by it in the reduce-scatter.
    let scatter = steps.reversed().map { step in
      round(step, of: p, blocks: step.sent.map { remainder(step.distance - $0, p) }, true)
    }
    let gather = steps.map { round($0, of: p, blocks: $0.sent, false) }
    let rounds: [Round] =
      switch kind {
      case .reduceScatter: scatter
      case .allGather: gather
      default: scatter + gather
      }
    return Schedule(memberCount: p, blockCount: p, rounds: rounds)
  }

  private struct Step {
    var distance: Int
    /// Blocks that an even member sends, by their distance from it.
    var sent: [Int]
  }

  /// The all-gather, the farthest partner first: the more there is to send, the nearer it goes.
  private static func steps(of p: Int) -> [Step] {
    var held = [0]
    var holds = [Bool](repeating: false, count: p)
    holds[0] = true
    var steps: [Step] = []
    for index in (0..<p.ceilingOfLogarithm).reversed() {
      let power = (index.isMultiple(of: 2) ? -1 : 1) << (index + 1)
      let distance = (1 - power) / 3
      // The partner holds the mirror image of what the member holds.
      let sent = held.filter { !holds[remainder(distance - $0, p)] }
      steps.append(Step(distance: distance, sent: sent))
      for block in sent {
        let arrived = remainder(distance - block, p)
        holds[arrived] = true
        held.append(arrived)
      }
    }
    return steps
  }

  private func round(_ step: Step, of p: Int, blocks: [Int], _ combines: Bool) -> Round {
    let targets = (0..<p).map { member in
      Int32(remainder(member + (member.isMultiple(of: 2) ? 1 : -1) * step.distance, p))
    }
    return Round(exchanges: [
      Exchange(
        to: .table(targets), payload: .offsets(blocks.map { Int32($0) }, mirrored: true),
        combines: combines)
    ])
  }
}
