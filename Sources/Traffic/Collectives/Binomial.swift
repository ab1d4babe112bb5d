// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// From or to a root along a binomial tree.
///
/// Broadcast and reduce take ceil(log2(p)) (alpha + m beta); scatter and gather
/// ceil(log2(p)) alpha + ((p - 1) / p) m beta, every message with all that lies behind its
/// receiver. Source: R. Thakur, R. Rabenseifner and W. Gropp, "Optimization of collective
/// communication operations in MPICH", Int. J. High Performance Computing Applications 19 (2005).
package struct Binomial: CollectiveAlgorithm {
  package let name = "binomial"
  package let kinds: [CollectiveKind] = [.broadcast, .reduce, .gather, .scatter]

  package let family = MessageFamily.tree

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    let steps = p.ceilingOfLogarithm
    let sent: Double =
      switch kind {
      case .broadcast: Double(steps)
      case .reduce: 1
      case .scatter: Double(p - 1) / Double(p)
      default:
        // The largest branch: 2^k members, or what is left of them.
        Double((0..<steps).reduce(0) { max($0, min(1 << $1, p - 1 << $1)) }) / Double(p)
      }
    return ClosedForm(steps: steps, sent: sent)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let fromRoot = kind == .broadcast || kind == .scatter
    let inBlocks = kind == .gather || kind == .scatter
    let steps = Array(0..<p.ceilingOfLogarithm)
    return Schedule(
      memberCount: p, blockCount: inBlocks ? p : 1,
      rounds: (fromRoot ? steps.reversed() : steps).map {
        round(1 << $0, fromRoot, inBlocks, combines: kind == .reduce, group)
      })
  }

  /// Members at odd multiples of a distance from the root, and those that many before them.
  private func round(
    _ distance: Int, _ fromRoot: Bool, _ inBlocks: Bool, combines: Bool, _ group: GroupShape
  ) -> Round {
    let p = group.memberCount
    var targets = [Int32](repeating: -1, count: p)
    var blocks: [[Int32]] = Array(repeating: [], count: p)
    for far in stride(from: distance, to: p, by: 2 * distance) {
      let ends = ((far + group.root) % p, (far - distance + group.root) % p)
      let (sender, receiver) = fromRoot ? (ends.1, ends.0) : ends
      targets[sender] = Int32(receiver)
      blocks[sender] =
        inBlocks
        ? (far..<min(far + distance, p)).map { Int32(($0 + group.root) % p) } : [0]
    }
    return Round(exchanges: [
      Exchange(to: .table(targets), payload: .table(blocks), combines: combines)
    ])
  }
}
