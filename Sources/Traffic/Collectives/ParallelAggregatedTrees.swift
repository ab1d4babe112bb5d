// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// An all-gather or reduce-scatter along shifted binomial trees, the far distances first (PAT).
///
/// All blocks travel along the trees at once, aggregated in one message a step:
/// ceil(log2(p)) alpha + ((p - 1) / p) m beta for any number of members. As Bruck's algorithm with
/// its steps reversed, so that few bytes go far and most go near. This is the form without a limit
/// on the buffers between; with one, a library sends what does not fit in more steps. Source:
/// S. Jeaugey, "PAT: a new algorithm for all-gather and reduce-scatter operations at scale",
/// arXiv:2506.20252.
package struct ParallelAggregatedTrees: CollectiveAlgorithm {
  package let name = "pat"
  package let kinds: [CollectiveKind] = [.reduceScatter, .allGather]

  package let family = MessageFamily.pat

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    return ClosedForm(steps: p.ceilingOfLogarithm, sent: Double(p - 1) / Double(p))
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    var held = [0]
    var gather: [Round] = []
    var scatter: [Round] = []
    for step in (0..<p.ceilingOfLogarithm).reversed() {
      let distance = 1 << step
      let sent = held.filter { $0 + distance < p }
      gather.append(
        round(.shift(distance), blocks: sent.map { -$0 }, combines: false))
      // What came from a distance goes back there.
      scatter.append(
        round(.shift(p - distance), blocks: sent.map { -$0 - distance }, combines: true))
      held += sent.map { $0 + distance }
    }
    return Schedule(
      memberCount: p, blockCount: p,
      rounds: kind == .allGather ? gather : scatter.reversed())
  }

  private func round(_ partners: Partners, blocks: [Int], combines: Bool) -> Round {
    Round(exchanges: [
      Exchange(
        to: partners, payload: .offsets(blocks.map { Int32($0) }, mirrored: false),
        combines: combines)
    ])
  }
}
