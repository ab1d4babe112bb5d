// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Schedules as the classes of a group carry them out: a member is a class.
struct QuotientSchedules {
  private(set) var schedules: [Schedule] = []
  private(set) var names: [String] = []
  // What `FoldedGraph` says of the exchanges of all schedules.
  private(set) var sendStart: [Int32] = []
  private(set) var rowOfSend: [Int32] = []
  private(set) var channelOfExchange: [Int32] = []
  private(set) var channelCounts: [Int32] = []
  private(set) var aggregations: [FoldedAggregation] = []

  /// Appends a schedule.
  ///
  /// - Parameters:
  ///   - schedule: of all members.
  ///   - name: of its algorithm.
  ///   - use: the relations of its rounds.
  ///   - layer: of the classes.
  ///   - classes: of the group, rows of the layer.
  ///   - ranks: all ranks.
  ///   - rows: of the relations' flows.
  /// - Returns: the number of the schedule.
  mutating func append(
    _ schedule: Schedule, named name: String, _ use: RelationTable.Use, _ layer: Layer,
    _ classes: [Int32], _ ranks: RankTable, _ rows: RelationRows
  ) -> Int {
    var placeOfClass: [Int32: Int32] = [:]
    for (place, row) in classes.enumerated() { placeOfClass[row] = Int32(place) }
    var rounds: [Round] = []
    for (row, round) in schedule.rounds.enumerated() {
      let relations = use.rounds[row]
      var exchanges: [Exchange] = []
      for part in relations.parts {
        let model = round.exchanges[part.exchange]
        let flows = layer.check.result.flows[part.relation]
        // The n-th flow of every class together make an exchange.
        for flow in 0..<classes.reduce(0, { max($0, flows[Int($1)].count) }) {
          sendStart.append(Int32(rowOfSend.count))
          channelOfExchange.append(Int32(part.exchange + flow))
          var targets: [Int32] = []
          var sizes: [Double] = []
          for its in classes {
            guard flow < flows[Int(its)].count else {
              targets.append(-1)
              sizes.append(0)
              rowOfSend.append(-1)
              continue
            }
            let place = ranks.place(of: layer.first[Int(its)], in: use.family)
            targets.append(placeOfClass[flows[Int(its)][flow].target] ?? -1)
            sizes.append(
              flows[Int(its)][flow].blocks ?? model.payload.count(from: Int(place)))
            rowOfSend.append(rows.flows[part.relation][Int(its)][flow])
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
          folded(round.aggregations[index], relation, layer, classes, placeOfClass, rows))
      }
      rounds.append(
        Round(repeats: round.repeats, exchanges: exchanges, aggregations: round.aggregations))
    }
    schedules.append(
      Schedule(memberCount: classes.count, blockCount: schedule.blockCount, rounds: rounds))
    names.append(name)
    channelCounts.append(
      Int32(schedule.rounds.map(\.exchanges.count).max() ?? 0)
        + Int32(schedule.rounds.reduce(0) { $0 + $1.aggregations.count }))
    return schedules.count - 1
  }

  private func folded(
    _ aggregation: Aggregation, _ relation: Int, _ layer: Layer, _ classes: [Int32],
    _ placeOfClass: [Int32: Int32], _ rows: RelationRows
  ) -> FoldedAggregation {
    let result = layer.check.result
    var lineOfPlace: [Int32] = []
    var parts: [[FoldedAggregation.Part]] = []
    var lineRows: [Int32] = []
    var known: [Int32: Int32] = [:]
    for row in classes {
      let line = result.lineOfClass[relation][Int(row)]
      if known[line] == nil {
        known[line] = Int32(parts.count)
        lineRows.append(rows.lines[relation][Int(line)])
        parts.append(
          result.lines[relation][Int(line)].parts.map {
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
}
