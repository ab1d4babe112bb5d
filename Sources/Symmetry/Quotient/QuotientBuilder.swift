// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// Makes the program of the classes from a partition that was found equitable.
struct QuotientBuilder {
  private let graph: FlowGraph
  private let ranks: RankTable
  private let table: RelationTable
  private let check: EquitabilityCheck
  private let partition: Partition
  private let links: LinkClasses
  private let first: [Int32]

  private var rows = FlowRows()
  /// Rows of each relation's flows, by class.
  private var rowsOfRelation: [[[Int32]]] = []
  private var rowsOfLines: [[Int32]] = []

  // Groups of classes, by family.
  private var families: [[[Int32]]] = []
  private var groupOfGroup: [Int32] = []

  private var schedules: [Schedule] = []
  private var names: [String] = []
  private var sendStart: [Int32] = []
  private var rowOfSend: [Int32] = []
  private var aggregations: [FoldedAggregation] = []

  init(
    _ graph: FlowGraph, _ ranks: RankTable, _ table: RelationTable, _ check: EquitabilityCheck,
    _ cluster: Cluster
  ) {
    self.graph = graph
    self.ranks = ranks
    self.table = table
    self.check = check
    partition = check.partition
    links = LinkClasses(check.partition, check.ways.fabric, cluster)
    first = (0..<check.partition.rankClassCount).map { check.members(of: $0).first ?? -1 }
  }

  mutating func build() -> FoldedGraph {
    makeRows()
    makeGroups()
    let choices = makeSchedules()
    let quotient = FlowGraph(
      quotientOf: graph,
      QuotientParts(
        tasks: graph.tasks, graphOfRank: first.map { graph.graphOfRank[Int($0)] },
        slowdownOfRank: graph.slowdownOfRank.isEmpty
          ? [] : first.map { graph.slowdownOfRank[Int($0)] },
        groups: GroupTable(families: families, rankCount: first.count),
        placement: Placement(
          acceleratorOfRank: first.map { graph.placement.acceleratorOfRank[Int($0)] }),
        schedules: schedules, algorithmOfSchedule: names, choices: choices))
    return FoldedGraph(
      graph: quotient, memberStart: check.byClass.start, member: check.byClass.member,
      links: links,
      classOfLink: check.ways.fabric.bundleOfLink.map { partition.bundleClass[Int($0)] },
      rows: rows, sendStart: sendStart, rowOfSend: rowOfSend, aggregations: aggregations,
      messages: makeMessages(), groupOfGroup: groupOfGroup)
  }

  private func memberCount(of row: Int) -> Int {
    Int(check.byClass.start[row + 1] - check.byClass.start[row])
  }

  private mutating func makeRows() {
    for number in table.relations.indices {
      var byClass: [[Int32]] = []
      for (row, flows) in check.result.flows[number].enumerated() {
        byClass.append(
          flows.map {
            rows.append(
              $0.hops, $0.costs, flows: memberCount(of: row) * $0.perMember,
              perMember: $0.perMember, links)
          })
      }
      rowsOfRelation.append(byClass)
      rowsOfLines.append(
        check.result.lines[number].indices.map { line in
          let its = check.result.lines[number][line]
          return rows.append(
            its.hops, its.costs, flows: check.result.lineCounts[number][line], perMember: 1,
            efficiency: its.efficiency, links)
        })
    }
  }

  /// A group of classes for every kind of group: those of the group of its first class.
  private mutating func makeGroups() {
    let familyCount =
      ranks.rankCount == 0 ? 0 : graph.groups.groupOfRank.count / ranks.rankCount
    for family in 0..<Int32(familyCount) {
      var groups: [[Int32]] = []
      var isIn = [Bool](repeating: false, count: first.count)
      // Where nothing is exchanged, classes need not agree on their groups.
      let isUsed = table.families.contains(family)
      for row in first.indices where isUsed && !isIn[row] {
        let group = ranks.group(of: first[row], in: family)
        guard group >= 0 else { continue }
        var classes: [Int32] = []
        for member in ranks.members(of: group) {
          let its = partition.rankClass[Int(member)]
          guard !isIn[Int(its)] else { continue }
          isIn[Int(its)] = true
          classes.append(its)
        }
        groups.append(classes)
        groupOfGroup.append(group)
      }
      families.append(groups)
    }
  }

  private mutating func makeSchedules() -> [QuotientParts.Choice] {
    struct Key: Hashable {
      var schedule: Int
      var group: Int32
    }
    var known: [Key: Int] = [:]
    var choices: [QuotientParts.Choice] = []
    let quotientGroups = GroupTable(families: families, rankCount: first.count)
    var done: Set<[Int32]> = []
    for row in first.indices {
      let graphRow = graph.graphOfRank[Int(first[row])]
      let tasks = graph.tasks
      let start = tasks.graphStart[Int(graphRow)]
      for task in Int(start)..<Int(tasks.graphStart[Int(graphRow) + 1])
      where tasks.kind[task] == .collective {
        let family = tasks.family[task]
        let group = quotientGroups.groupOfRank[Int(family) * first.count + row]
        guard done.insert([Int32(task), group]).inserted else { continue }
        let size = ranks.memberCount(of: groupOfGroup[Int(group)])
        let choice = graph.choice(
          graph: graphRow, operation: Int32(task) - start, memberCount: Int(size))
        let key = Key(schedule: choice.schedule, group: group)
        let number: Int
        if let row = known[key] {
          number = row
        } else {
          number = schedules.count
          known[key] = number
          append(choice.schedule, family, size, members(of: group, quotientGroups))
        }
        choices.append(
          QuotientParts.Choice(
            graph: graphRow, operation: Int32(task) - start, group: group, schedule: number,
            timing: choice.timing))
      }
    }
    return choices
  }

  private func members(of group: Int32, _ groups: GroupTable) -> [Int32] {
    Array(
      groups.member[
        Int(groups.memberStart[Int(group)])..<Int(groups.memberStart[Int(group) + 1])])
  }

  /// A schedule as the classes of a group carry it out: a member is a class.
  private mutating func append(
    _ number: Int, _ family: Int32, _ size: Int32, _ classes: [Int32]
  ) {
    let schedule = graph.schedules[number]
    var rounds: [Round] = []
    var placeOfClass: [Int32: Int32] = [:]
    for (place, row) in classes.enumerated() { placeOfClass[row] = Int32(place) }
    let use = table.use(of: number, family: family, memberCount: size)
    for (row, round) in schedule.rounds.enumerated() {
      guard let relations = use?.rounds[row] else { break }
      var exchanges: [Exchange] = []
      for part in relations.parts {
        let model = round.exchanges[part.exchange]
        // The n-th flow of every class together make an exchange.
        let most = classes.reduce(0) {
          max($0, rowsOfRelation[part.relation][Int($1)].count)
        }
        for flow in 0..<most {
          sendStart.append(Int32(rowOfSend.count))
          var targets: [Int32] = []
          var sizes: [Double] = []
          for its in classes {
            let rows = rowsOfRelation[part.relation][Int(its)]
            let place = ranks.place(of: first[Int(its)], in: family)
            targets.append(
              flow < rows.count
                ? placeOfClass[check.result.flows[part.relation][Int(its)][flow].target] ?? -1
                : -1)
            rowOfSend.append(flow < rows.count ? rows[flow] : -1)
            sizes.append(flow < rows.count ? model.payload.count(from: Int(place)) : 0)
          }
          exchanges.append(
            Exchange(
              to: .table(targets),
              payload: .weighted([[Int32]](repeating: [], count: classes.count), sizes: sizes),
              combines: model.combines))
        }
      }
      for (index, relation) in relations.aggregations.enumerated() {
        aggregations.append(
          folded(round.aggregations[index], relation, classes, placeOfClass))
      }
      rounds.append(
        Round(
          repeats: round.repeats, exchanges: exchanges, aggregations: round.aggregations))
    }
    schedules.append(
      Schedule(
        memberCount: classes.count, blockCount: schedule.blockCount, rounds: rounds))
    names.append(graph.algorithmOfSchedule[number])
  }

  private func folded(
    _ aggregation: Aggregation, _ relation: Int, _ classes: [Int32],
    _ placeOfClass: [Int32: Int32]
  ) -> FoldedAggregation {
    var lineOfPlace: [Int32] = []
    var parts: [[FoldedAggregation.Part]] = []
    var lineRows: [Int32] = []
    var known: [Int32: Int32] = [:]
    for row in classes {
      let line = check.result.lineOfClass[relation][Int(row)]
      if known[line] == nil {
        known[line] = Int32(parts.count)
        lineRows.append(rowsOfLines[relation][Int(line)])
        parts.append(
          check.result.lines[relation][Int(line)].parts.map {
            FoldedAggregation.Part(
              place: placeOfClass[$0.rankClass] ?? -1, sent: $0.sent, received: $0.received,
              count: $0.count)
          })
      }
      lineOfPlace.append(known[line] ?? -1)
    }
    return FoldedAggregation(
      lineOfPlace: lineOfPlace, parts: parts, row: lineRows,
      blocksOfLine: aggregation.blocksOfLine)
  }

  private func makeMessages() -> MessageClasses {
    let count = first.count
    let relations = table.relations.count
    var target = [Int32](repeating: -1, count: relations * count)
    var source = target
    var row = target
    for (number, relation) in table.relations.enumerated() {
      guard case .distance = relation.rule else { continue }
      for (its, flows) in check.result.flows[number].enumerated() {
        guard let flow = flows.first else { continue }
        target[number * count + its] = flow.target
        source[number * count + Int(flow.target)] = Int32(its)
        row[number * count + its] = rowsOfRelation[number][its][0]
      }
    }
    return MessageClasses(
      relationOfTask: table.relationOfTask, classCount: count, target: target, source: source,
      row: row)
  }
}
