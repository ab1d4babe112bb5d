// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Other algorithms on the levels of a hierarchy: reduce-scatter inside, all-reduce across,
/// all-gather inside; a broadcast or reduction as `Hierarchical+Rooted` says.
///
/// For g members a node and N nodes, with rings: 2(g - 1) alpha1 + 2 ((g - 1) / g) m beta1 +
/// 2(N - 1) alpha2 + 2 ((N - 1) / N) (m / g) beta2; more levels alike, each with what the levels
/// inside have left. Only 1/g of the bytes cross between nodes. A reduce-scatter goes from the
/// inside out, an all-gather from the outside in. Source: the two-level scheme of
/// N. T. Karonis and others, "Exploiting hierarchy in parallel computer networks to optimize
/// collective operation performance", IPDPS 2000, with scattered blocks.
package struct Hierarchical: CollectiveAlgorithm {
  package let name: String
  package let kinds: [CollectiveKind]
  package var family: MessageFamily { outer.family == .inNetwork ? inner.family : outer.family }
  let inner: any CollectiveAlgorithm
  let outer: any CollectiveAlgorithm

  /// - Parameters:
  ///   - name: on the command line and in files.
  ///   - inner: on all levels but the outermost; its reduce-scatter and all-gather have a block a
  ///     member.
  ///   - outer: on the outermost level.
  package init(
    name: String = "hierarchical", inner: any CollectiveAlgorithm = Ring(),
    outer: any CollectiveAlgorithm = Ring()
  ) {
    self.name = name
    self.inner = inner
    self.outer = outer
    kinds = [.allReduce, .reduceScatter, .allGather, .broadcast, .reduce].filter {
      outer.kinds.contains($0)
    }
  }

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    guard group.dimensions.count > 1 else {
      return "it needs levels: \(group.irregularity)"
    }
    let last = group.dimensions.count - 1
    for level in 0..<last {
      let obstacle = inner.obstacle(to: .reduceScatter, for: group.line(along: level))
      if let obstacle { return "inside, \(obstacle)" }
    }
    return outer.obstacle(to: kind, for: group.line(along: last)).map { "across, \($0)" }
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    guard !kind.hasRoot else { return rootedForm(of: kind, for: group) }
    var total = ClosedForm(steps: 0, sent: 0)
    var share = 1.0
    for (level, members) in group.dimensions.enumerated() {
      let line = group.line(along: level)
      let inside: [CollectiveKind] = kind == .allReduce ? [.reduceScatter, .allGather] : [kind]
      let forms =
        level == group.dimensions.count - 1
        ? [outer.closedForm(of: kind, for: line)]
        : inside.map { inner.closedForm(of: $0, for: line) }
      for form in forms {
        total.steps += form.steps
        total.sent += form.sent * share
      }
      share /= Double(members)
    }
    return total
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    guard !kind.hasRoot else { return rootedSchedule(for: kind, group: group) }
    let members = group.dimensions
    let last = members.count - 1
    let across = outer.schedule(for: kind, group: group.line(along: last))
    var blocks = members
    blocks[last] = across.blockCount
    func rounds(_ schedule: Schedule, _ level: Int) -> [Round] {
      schedule.rounds(along: GridSlice(dimensions: blocks, axis: level), of: members)
    }
    var all: [Round] = []
    if kind != .allGather {
      for level in 0..<last {
        all += rounds(inner.schedule(for: .reduceScatter, group: group.line(along: level)), level)
      }
    }
    all += rounds(across, last)
    if kind != .reduceScatter {
      for level in (0..<last).reversed() {
        all += rounds(inner.schedule(for: .allGather, group: group.line(along: level)), level)
      }
    }
    return Schedule(
      memberCount: group.memberCount, blockCount: blocks.reduce(1, *), rounds: all)
  }
}
