// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Every relation of a program, each once, and which exchange or message goes by which.
struct RelationTable: Sendable {
  /// A schedule on the groups of one size of a family.
  struct Use: Sendable {
    let family: Int32
    let memberCount: Int32
    let schedule: Int
    /// For each round, the relations of its parts.
    let rounds: [RoundRelations]

    var key: UseKey { UseKey(family: family, memberCount: memberCount, schedule: schedule) }
  }

  struct RoundRelations: Sendable {
    /// Exchanges with a relation each; `exchange` is the first of those that it stands for.
    var parts: [(exchange: Int, relation: Int)] = []
    var aggregations: [Int] = []
  }

  private(set) var relations: [Relation] = []
  private(set) var uses: [Use] = []
  /// The relation of the messages that a task sends or receives, as its sender sees it; -1 for
  /// others. One entry per task.
  private(set) var relationOfTask: [Int32] = []
  /// Why the program cannot be folded, where it cannot.
  private(set) var obstacle: String?
  /// Families in which anything is exchanged.
  private(set) var families: [Int32] = []

  private struct Key: Hashable {
    var family: Int32
    var memberCount: Int32
    var rule: Relation.Rule
  }
  struct UseKey: Hashable {
    var family: Int32
    var memberCount: Int32
    var schedule: Int
  }
  /// The uses of every collective, and sends, of each graph.
  private var collectives: [[UseKey]] = []
  private var sends: [Int] = []
  private var rows: [Key: Int] = [:]
  private var rowOfUse: [UseKey: Int] = [:]
  private let graphCount: Int

  /// - Parameters:
  ///   - graph: the program.
  ///   - ranks: its ranks.
  ///   - part: tasks of each graph that count, from its first; nil for all.
  init(_ graph: FlowGraph, _ ranks: RankTable, part: [Range<Int32>]? = nil) {
    let tasks = graph.tasks
    graphCount = tasks.graphStart.count - 1
    relationOfTask = [Int32](repeating: -1, count: tasks.kind.count)
    collectives = [[UseKey]](repeating: [], count: graphCount)
    sends = [Int](repeating: 0, count: graphCount)
    let sizes = Self.groupSizes(graph, ranks, graphCount: graphCount)
    for row in 0..<graphCount {
      let start = Int(tasks.graphStart[row])
      let its =
        part.map { start + Int($0[row].lowerBound)..<start + Int($0[row].upperBound) }
        ?? start..<Int(tasks.graphStart[row + 1])
      for task in its {
        let family = tasks.family[task]
        switch tasks.kind[task] {
        case .compute, .host: continue
        case .collective:
          for size in sizes[row][Int(family)] {
            let choice = graph.choice(
              graph: Int32(row), operation: Int32(task) - tasks.graphStart[row],
              memberCount: Int(size))
            collectives[row].append(
              UseKey(family: family, memberCount: size, schedule: choice.schedule))
            use(
              graph.schedules[choice.schedule], choice.schedule, family, size, by: row,
              hasChannels: graph.chunks > 1)
          }
        case .send, .receive:
          if tasks.kind[task] == .send { sends[row] += 1 }
          guard family >= 0 else {
            obstacle = "its messages name ranks, not places in a group"
            return
          }
          let distance = tasks.kind[task] == .send ? tasks.peer[task] : -tasks.peer[task]
          // Two distances that differ by the whole way around are one.
          guard let common = Self.onlySize(of: family, sizes) else {
            obstacle = "its messages go along groups of several sizes"
            return
          }
          let around = ((distance % common) + common) % common
          relationOfTask[task] = Int32(
            relation(
              Key(family: family, memberCount: 0, rule: .distance(around)),
              by: tasks.kind[task] == .send ? row : nil))
        }
      }
    }
    if Self.haveSharedPairs(relations, ranks) {
      obstacle = "messages of two groups join the same ranks"
    }
    families = Set(relations.map(\.family)).union(uses.map(\.family)).sorted()
  }

  /// The sizes of the groups in which ranks with each graph are, by graph and family.
  private static func groupSizes(
    _ graph: FlowGraph, _ ranks: RankTable, graphCount: Int
  ) -> [[[Int32]]] {
    let familyCount =
      ranks.rankCount == 0 ? 0 : graph.groups.groupOfRank.count / ranks.rankCount
    var sizes = [[[Int32]]](
      repeating: [[Int32]](repeating: [], count: familyCount), count: graphCount)
    for family in 0..<Int32(familyCount) {
      for rank in 0..<Int32(ranks.rankCount) {
        let group = ranks.group(of: rank, in: family)
        guard group >= 0 else { continue }
        let size = ranks.memberCount(of: group)
        let row = Int(ranks.graphOfRank[Int(rank)])
        if sizes[row][Int(family)].last != size, !sizes[row][Int(family)].contains(size) {
          sizes[row][Int(family)].append(size)
        }
      }
    }
    return sizes
  }

  /// Whether messages along two families go from one rank to the same other: under one tag they would
  /// be told apart by nothing but their order.
  private static func haveSharedPairs(_ relations: [Relation], _ ranks: RankTable) -> Bool {
    let along = relations.filter {
      if case .distance = $0.rule { true } else { false }
    }
    guard Set(along.map(\.family)).count > 1 else { return false }
    return (0..<Int32(ranks.rankCount)).contains { rank in
      var seen: Set<Int32> = []
      return along.contains { relation in
        let target = ranks.target(of: rank, in: relation)
        return target >= 0 && !seen.insert(target).inserted
      }
    }
  }

  private static func onlySize(of family: Int32, _ sizes: [[[Int32]]]) -> Int32? {
    let all = Set(sizes.flatMap { $0[Int(family)] })
    return all.count == 1 ? all.first : nil
  }

  /// The row of a relation; ranks with a graph take part in it from now on.
  private mutating func relation(_ key: Key, by graph: Int?) -> Int {
    let row: Int
    if let known = rows[key] {
      row = known
    } else {
      row = relations.count
      relations.append(
        Relation(
          family: key.family, memberCount: key.memberCount, rule: key.rule,
          concerns: [Bool](repeating: false, count: graphCount)))
      rows[key] = row
    }
    if let graph { relations[row].concerns[graph] = true }
    return row
  }

  private mutating func use(
    _ schedule: Schedule, _ number: Int, _ family: Int32, _ size: Int32, by graph: Int,
    hasChannels: Bool
  ) {
    let key = UseKey(family: family, memberCount: size, schedule: number)
    if let known = rowOfUse[key] {
      for round in uses[known].rounds {
        for row in round.parts.map(\.relation) + round.aggregations {
          relations[row].concerns[graph] = true
        }
      }
      return
    }
    let rounds = schedule.relationRules(of: Int(size), hasChannels: hasChannels).map { rules in
      RoundRelations(
        parts: rules.parts.map { part in
          (
            part.exchange,
            relation(Key(family: family, memberCount: size, rule: part.rule), by: graph)
          )
        },
        aggregations: rules.aggregations.map {
          relation(Key(family: family, memberCount: size, rule: $0), by: graph)
        })
    }
    rowOfUse[key] = uses.count
    uses.append(Use(family: family, memberCount: size, schedule: number, rounds: rounds))
  }

  /// The uses of the collectives of a graph, one for each, and the messages that it sends.
  func collectives(of graph: Int) -> [UseKey] { collectives[graph] }
  func messageTasks(of graph: Int) -> Int { sends[graph] }

  /// The row of the use of a schedule on groups of a size.
  func use(of schedule: Int, family: Int32, memberCount: Int32) -> Use? {
    rowOfUse[UseKey(family: family, memberCount: memberCount, schedule: schedule)]
      .map { uses[$0] }
  }
}
