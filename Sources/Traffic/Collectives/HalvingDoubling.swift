// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A reduce-scatter that halves what is exchanged at every step, then an all-gather that doubles
/// it again (Rabenseifner).
///
/// The reduce-scatter goes from the nearest partner, with half of the buffer, to the farthest, so
/// that most bytes go the shortest way: 2 log2(p) alpha + 2 ((p - 1) / p) m beta +
/// ((p - 1) / p) m gamma. A group that is no power of two is folded first, all-reduce only: two
/// steps and 2 m beta more. Source: R. Thakur, R. Rabenseifner and W. Gropp, "Optimization of
/// collective communication operations in MPICH", Int. J. High Performance Computing Applications
/// 19 (2005).
package struct HalvingDoubling: CollectiveAlgorithm {
  package let name = "halving-doubling"
  package let kinds: [CollectiveKind] = [.allReduce, .reduceScatter, .allGather]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    kind == .allReduce || group.memberCount.isPowerOfTwo
      ? nil : "a \(kind.rawValue) needs a power of two of members"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let core = 1 << group.memberCount.floorOfLogarithm
    let passes = kind == .allReduce ? 2 : 1
    let steps = passes * core.floorOfLogarithm
    let sent = Double(passes * (core - 1)) / Double(core)
    return group.memberCount.isPowerOfTwo
      ? ClosedForm(steps: steps, sent: sent) : ClosedForm(steps: steps + 2, sent: sent + 1)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let folding = Folding(memberCount: group.memberCount)
    let bits = [Int](repeating: 2, count: folding.coreCount.floorOfLogarithm)
    // Along each axis of this grid of twos: give the partner its half, or one's own.
    let halving = bits.indices.map { bit in
      Round(exchanges: [
        Exchange(
          to: .exclusiveOr(1 << bit),
          payload: .slice(GridSlice(dimensions: bits, axis: bit), .personal), combines: true)
      ])
    }
    let doubling = bits.indices.reversed().map { bit in
      Round(exchanges: [
        Exchange(
          to: .exclusiveOr(1 << bit),
          payload: .slice(
            GridSlice(dimensions: bits, axis: bit), .rotating(offset: 0, stride: 0)),
          combines: false)
      ])
    }
    let rounds: [Round] =
      switch kind {
      case .reduceScatter: halving
      case .allGather: doubling
      default:
        [folding.fold()].compactMap { $0 } + folding.renamed(halving + doubling)
          + [folding.unfold()].compactMap { $0 }
      }
    return Schedule(
      memberCount: group.memberCount, blockCount: folding.coreCount, rounds: rounds)
  }
}
