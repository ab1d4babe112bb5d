// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// A place in every graph that all of its operations pass as a whole: none behind it begins before all
/// before it have ended, and no collective or message has one end before and another behind.
///
/// It is laid before the first collective of a family that comes late, as the gradients' does: what
/// broke the symmetry before is felt by everyone only there.
struct ProgramCut {
  /// The task of each graph, from its first, before which it is cut.
  let cuts: [Int32]
  /// Tasks of each graph before the cut, and behind it.
  let parts: [[Range<Int32>]]
  /// Operations of ranks before the cut, and behind it.
  private let before: [Int]
  private let behind: [Int]

  /// A cut is looked for where there are more classes than a rank in so many.
  static let worthwhile = 64

  /// The latest cut of any family; nil where there is none.
  init?(_ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable) {
    let tasks = graph.tasks
    let graphCount = tasks.graphStart.count - 1
    let families = ranks.rankCount == 0 ? 0 : graph.groups.groupOfRank.count / ranks.rankCount
    var found: [Int32]?
    for family in 0..<Int32(families) {
      let cuts = (0..<graphCount).compactMap { row -> Int32? in
        let start = tasks.graphStart[row]
        let first = (Int(start)..<Int(tasks.graphStart[row + 1])).first {
          tasks.kind[$0] == .collective && tasks.family[$0] == family
        }
        return first.map { Int32($0) - start }
      }
      guard cuts.count == graphCount, cuts.allSatisfy({ $0 > 0 }),
        (0..<graphCount).allSatisfy({ Self.isPassed(tasks, $0, cuts[$0]) }),
        Self.isAgreed(graph, ranks, table, cuts)
      else { continue }
      if found.map({ cuts[0] > $0[0] }) ?? true { found = cuts }
    }
    guard let found else { return nil }
    cuts = found
    parts = [
      cuts.map { 0..<$0 },
      (0..<graphCount).map {
        found[$0]..<tasks.graphStart[$0 + 1] - tasks.graphStart[$0]
      },
    ]
    before = parts[0].map(\.count)
    behind = parts[1].map(\.count)
  }

  /// Whether simulating classes in two layers takes less than in one.
  func pays(_ first: Layer, _ second: Layer, without classes: Int) -> Bool {
    let mean = { (counts: [Int]) in Double(counts.reduce(0, +)) / Double(max(counts.count, 1)) }
    let cut =
      Double(first.classCount) * mean(before) + Double(second.classCount) * mean(behind)
    return cut * Symmetry.leastGain < Double(classes) * (mean(before) + mean(behind))
  }

  /// Whether every operation behind waits for all before: the last ones before are waited for by all of
  /// the first ones behind.
  private static func isPassed(_ tasks: TaskTable, _ row: Int, _ cut: Int32) -> Bool {
    let start = Int(tasks.graphStart[row])
    let end = Int(tasks.graphStart[row + 1])
    var waits = [Int32](repeating: 0, count: end - start)
    var isWaitedFor = [Bool](repeating: false, count: end - start)
    var last: [Int] = []
    for task in start..<end {
      let successors =
        tasks.successor[Int(tasks.successorStart[task])..<Int(tasks.successorStart[task + 1])]
      if task - start >= Int(cut) {
        if successors.contains(where: { $0 < cut }) { return false }
        for successor in successors { isWaitedFor[Int(successor)] = true }
        continue
      }
      if successors.allSatisfy({ $0 >= cut }) { last.append(task) }
    }
    for task in last {
      for successor in tasks.successor[
        Int(tasks.successorStart[task])..<Int(tasks.successorStart[task + 1])]
      { waits[Int(successor)] += 1 }
    }
    return !last.isEmpty
      && (Int(cut)..<end - start).allSatisfy {
        isWaitedFor[$0] || waits[$0] == Int32(last.count)
      }
  }

  /// Whether members of a group have as many of its collectives before the cut, and both ends of every
  /// message are on one side.
  private static func isAgreed(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ cuts: [Int32]
  ) -> Bool {
    let tasks = graph.tasks
    let families = graph.groups.groupOfRank.count / max(ranks.rankCount, 1)
    struct Kind: Hashable {
      var relation: Int32
      var tag: Int32
      var isSend: Bool
    }
    var collectives: [[Int]] = []
    var messages: [[Kind: Int]] = []
    for (row, cut) in cuts.enumerated() {
      var counts = [Int](repeating: 0, count: families)
      var sent: [Kind: Int] = [:]
      let start = Int(tasks.graphStart[row])
      for task in start..<start + Int(cut) {
        switch tasks.kind[task] {
        case .compute, .host: continue
        case .collective: counts[Int(tasks.family[task])] += 1
        case .send, .receive:
          sent[
            Kind(
              relation: table.relationOfTask[task], tag: tasks.tag[task],
              isSend: tasks.kind[task] == .send), default: 0] += 1
        }
      }
      collectives.append(counts)
      messages.append(sent)
    }
    for family in 0..<Int32(families) {
      for rank in 0..<Int32(ranks.rankCount) {
        let group = ranks.group(of: rank, in: family)
        guard group >= 0, let first = ranks.members(of: group).first else { continue }
        let own = collectives[Int(ranks.graphOfRank[Int(rank)])][Int(family)]
        if own != collectives[Int(ranks.graphOfRank[Int(first)])][Int(family)] { return false }
      }
    }
    for (number, relation) in table.relations.enumerated() {
      guard case .distance = relation.rule else { continue }
      let tags = Set(
        messages.flatMap(\.keys).filter { $0.relation == Int32(number) }.map(\.tag))
      for rank in 0..<Int32(ranks.rankCount) {
        let target = ranks.target(of: rank, in: relation)
        guard target >= 0 else { continue }
        let own = messages[Int(ranks.graphOfRank[Int(rank)])]
        let other = messages[Int(ranks.graphOfRank[Int(target)])]
        for tag in tags.sorted() {
          let sent = own[Kind(relation: Int32(number), tag: tag, isSend: true)] ?? 0
          let received = other[Kind(relation: Int32(number), tag: tag, isSend: false)] ?? 0
          if sent != received { return false }
        }
      }
    }
    return true
  }
}
