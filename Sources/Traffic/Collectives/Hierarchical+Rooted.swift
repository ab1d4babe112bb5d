// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

// From or to a root, over levels.
//
// A broadcast: the root hands each member of its node another part, every place in the node spreads
// its part to its like in the other nodes, and every node puts the parts together: alpha1 +
// ((g - 1) / g) m beta1 for the root's node, an outer broadcast of m / g over every link between nodes
// at once, and an all-gather inside. A reduction the other way round: a reduce-scatter in every node,
// outer reductions of m / g, and a gather in the root's node. Where one link of a node would carry
// everything, each carries 1/g. Source: the scatter and all-gather of M. Barnett and others,
// "Building a high-performance collective communication library", Supercomputing 1994, over levels.
extension Hierarchical {
  /// What hands parts out in the root's node, or takes them in: one step.
  private var handing: Direct { Direct() }

  func rootedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let last = group.dimensions.count - 1
    let outside = outer.closedForm(of: kind, for: group.line(along: last))
    var steps = outside.steps
    var inside = 0.0
    var handed = 0.0
    var share = 1.0
    for level in 0..<last {
      let line = group.line(along: level)
      let form = inner.closedForm(of: kind == .broadcast ? .allGather : .reduceScatter, for: line)
      let hand = handing.closedForm(of: kind == .broadcast ? .scatter : .gather, for: line)
      steps += form.steps + hand.steps
      inside += form.sent * share
      // The root hands out on every level; into it each member hands once, the inner ones more.
      handed = kind == .broadcast ? handed + hand.sent * share : max(handed, hand.sent * share)
      share /= Double(group.dimensions[level])
    }
    let across = outside.sent * share
    if kind == .broadcast { return ClosedForm(steps: steps, sent: inside + handed + across) }
    // Members of the root's node send nothing across, unless switches add their part, too.
    let home = handed + (outer.family == .inNetwork ? across : 0)
    return ClosedForm(steps: steps, sent: inside + max(across, home))
  }

  func rootedSchedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let members = group.dimensions
    let last = members.count - 1
    let across = outer.schedule(for: kind, group: group.line(along: last))
    var blocks = members
    blocks[last] = across.blockCount
    func rounds(_ schedule: Schedule, _ level: Int) -> [Round] {
      schedule.rounds(along: GridSlice(dimensions: blocks, axis: level), of: members)
    }
    func hand(_ kind: CollectiveKind, _ level: Int) -> [Round] {
      rounds(handing.schedule(for: kind, group: group.line(along: level)), level)
        .map { $0.limited(toHomeOf: group, above: level) }
    }
    func everywhere(_ kind: CollectiveKind, _ level: Int) -> [Round] {
      rounds(inner.schedule(for: kind, group: group.line(along: level)), level)
    }
    let levels = Array(0..<last)
    let all =
      kind == .broadcast
      ? levels.flatMap { hand(.scatter, $0) } + rounds(across, last)
        + levels.reversed().flatMap { everywhere(.allGather, $0) }
      : levels.flatMap { everywhere(.reduceScatter, $0) } + rounds(across, last)
        + levels.reversed().flatMap { hand(.gather, $0) }
    return Schedule(
      memberCount: group.memberCount, blockCount: blocks.reduce(1, *), rounds: all)
  }
}

extension Round {
  /// The same of those members only that lie with the root in the domain around an axis.
  fileprivate func limited(toHomeOf group: GroupShape, above axis: Int) -> Round {
    let span = group.dimensions[...axis].reduce(1, *)
    let count = group.memberCount
    return Round(
      repeats: repeats,
      exchanges: exchanges.map { exchange in
        let targets = (0..<count).map { member in
          member / span == group.root / span
            ? Int32(exchange.partners.target(of: member, among: count) ?? -1) : -1
        }
        return Exchange(
          to: .table(targets), payload: exchange.payload, combines: exchange.combines)
      })
  }
}
