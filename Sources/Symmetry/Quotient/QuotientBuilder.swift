// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Makes the program of the classes from partitions that were found equitable.
struct QuotientBuilder {
  private let graph: FlowGraph
  private let ranks: RankTable
  private let layers: [Layer]
  /// Before which task each graph is cut; empty for one layer.
  private let cuts: [Int32]
  private let links: LinkClasses
  private let tasks: TaskTable
  private let graphCount: Int
  private let classCount: Int

  private var rows = FlowRows()
  private var schedules = QuotientSchedules()
  private var messages: MessageClasses

  // Groups of classes, by family, and a group of ranks for each, families after each other.
  private var families: [[[Int32]]] = []
  private var groupOfGroup: [Int32] = []

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ layers: [Layer], cuts: [Int32], _ cluster: Cluster
  ) {
    self.graph = graph
    self.ranks = ranks
    self.layers = layers
    self.cuts = cuts
    graphCount = graph.tasks.graphStart.count - 1
    classCount = layers.reduce(0) { $0 + $1.classCount }
    tasks = cuts.isEmpty ? graph.tasks : TaskTable(graph.tasks, cutBefore: cuts)
    links = LinkClasses(layers.map(\.partition), layers[0].check.ways.fabric, cluster)
    messages = MessageClasses(classCount: classCount)
  }

  mutating func build() -> FoldedGraph {
    makeGroups()
    let groups = GroupTable(families: families, rankCount: classCount)
    var choices: [QuotientParts.Choice] = []
    for number in layers.indices { choices += makeSchedules(number, groups) }
    let firsts = layers.flatMap(\.first)
    let quotient = FlowGraph(
      quotientOf: graph,
      QuotientParts(
        tasks: tasks,
        graphOfRank: layers.indices.flatMap { number in
          layers[number].first.map {
            graph.graphOfRank[Int($0)] + Int32(number * graphCount)
          }
        },
        slowdownOfRank: graph.slowdownOfRank.isEmpty
          ? [] : firsts.map { graph.slowdownOfRank[Int($0)] },
        groups: groups,
        placement: Placement(
          acceleratorOfRank: firsts.map { graph.placement.acceleratorOfRank[Int($0)] }),
        schedules: schedules.schedules, algorithmOfSchedule: schedules.names,
        choices: choices))
    var starts: [Int32] = [0]
    var members: [Int32] = []
    for layer in layers {
      for row in 0..<layer.classCount {
        members += layer.check.members(of: row)
        starts.append(Int32(members.count))
      }
    }
    let parts = parts()
    return FoldedGraph(
      graph: quotient, memberStart: starts, member: members, links: links,
      rankCount: ranks.rankCount, partStart: parts.start, part: parts.part,
      firstPart: layers[0].classCount, rows: rows, sendStart: schedules.sendStart,
      rowOfSend: schedules.rowOfSend, channelOfExchange: schedules.channelOfExchange,
      channelCounts: schedules.channelCounts, aggregations: schedules.aggregations,
      messages: messages, groupOfGroup: groupOfGroup)
  }

  /// The classes behind the cut that each class splits into.
  private func parts() -> (start: [Int32], part: [Int32]) {
    guard layers.count > 1 else { return ([], []) }
    var partsOf = [[Int32]](repeating: [], count: classCount)
    for (row, rank) in layers[1].first.enumerated() {
      let whole = layers[0].partition.rankClass[Int(rank)]
      partsOf[Int(whole)].append(Int32(layers[1].firstClass + row))
    }
    var start: [Int32] = [0]
    for parts in partsOf { start.append((start.last ?? 0) + Int32(parts.count)) }
    return (start, partsOf.flatMap { $0 })
  }

  /// A group of classes for every kind of group: those of the group of its first class.
  private mutating func makeGroups() {
    let familyCount =
      ranks.rankCount == 0 ? 0 : graph.groups.groupOfRank.count / ranks.rankCount
    for family in 0..<Int32(familyCount) {
      var groups: [[Int32]] = []
      for layer in layers {
        // Where nothing is exchanged, classes need not agree on their groups.
        guard layer.table.families.contains(family) else { continue }
        var isIn = [Bool](repeating: false, count: layer.classCount)
        for row in 0..<layer.classCount where !isIn[row] {
          let group = ranks.group(of: layer.first[row], in: family)
          guard group >= 0 else { continue }
          var classes: [Int32] = []
          for member in ranks.members(of: group) {
            let its = Int(layer.partition.rankClass[Int(member)])
            guard !isIn[its] else { continue }
            isIn[its] = true
            classes.append(Int32(layer.firstClass + its))
          }
          groups.append(classes)
          groupOfGroup.append(group)
        }
      }
      families.append(groups)
    }
  }

  private mutating func makeSchedules(
    _ number: Int, _ groups: GroupTable
  ) -> [QuotientParts.Choice] {
    struct Key: Hashable {
      var schedule: Int
      var group: Int32
    }
    let layer = layers[number]
    let relations = RelationRows(
      layer, &rows, links, layer: number, messages: &messages)
    appendMessageTasks(number, relations)
    var known: [Key: Int] = [:]
    var choices: [QuotientParts.Choice] = []
    var done: Set<[Int32]> = []
    for row in 0..<layer.classCount {
      let graphRow = Int(graph.graphOfRank[Int(layer.first[row])])
      let cut = cuts.isEmpty || number == 0 ? 0 : cuts[graphRow]
      let part = number * graphCount + graphRow
      let start = tasks.graphStart[part]
      for task in Int(start)..<Int(tasks.graphStart[part + 1])
      where tasks.kind[task] == .collective {
        let family = tasks.family[task]
        let group = groups.groupOfRank[Int(family) * classCount + layer.firstClass + row]
        guard done.insert([Int32(task), group]).inserted else { continue }
        let size = ranks.memberCount(of: groupOfGroup[Int(group)])
        let operation = Int32(task) - start
        let choice = graph.choice(
          graph: Int32(graphRow), operation: operation + cut, memberCount: Int(size))
        let key = Key(schedule: choice.schedule, group: group)
        let its: Int
        if let row = known[key] {
          its = row
        } else {
          guard
            let use = layer.table.use(
              of: choice.schedule, family: family, memberCount: size)
          else { preconditionFailure("a schedule without its relations") }
          let members = groups.members(of: group).map { $0 - Int32(layer.firstClass) }
          its = schedules.append(
            graph.schedules[choice.schedule], named: graph.algorithmOfSchedule[choice.schedule],
            use, layer, members, ranks, relations)
          known[key] = its
        }
        choices.append(
          QuotientParts.Choice(
            graph: Int32(part), operation: operation, group: group, schedule: its,
            timing: choice.timing))
      }
    }
    return choices
  }

  /// The relation of every task of a part, numbered over all parts.
  private mutating func appendMessageTasks(_ number: Int, _ relations: RelationRows) {
    for row in 0..<graphCount {
      let start = Int(graph.tasks.graphStart[row])
      let cut = cuts.isEmpty ? 0 : Int(cuts[row])
      let end = Int(graph.tasks.graphStart[row + 1])
      let range =
        cuts.isEmpty ? start..<end : number == 0 ? start..<start + cut : start + cut..<end
      for task in range {
        let relation = layers[number].table.relationOfTask[task]
        messages.relationOfTask.append(relation < 0 ? -1 : relations.message[Int(relation)])
      }
    }
  }
}

extension GroupTable {
  fileprivate func members(of group: Int32) -> ArraySlice<Int32> {
    member[Int(memberStart[Int(group)])..<Int(memberStart[Int(group) + 1])]
  }
}
