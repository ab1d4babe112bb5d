// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// The rounds of a schedule with everyone's partners written out.
struct ScheduleTable {
  struct Send {
    var target: Int32
    var blocks: Double
    /// Counted over the exchanges of all schedules.
    var exchange: Int
  }

  struct Round {
    var repeats: Int
    /// By member.
    var sends: [[Send]]
    var receives: [Int32]
    var aggregations: Range<Int>
  }

  var rounds: [Round]
  /// Of all rounds, in order.
  let aggregations: [Aggregation]

  /// - Parameters:
  ///   - schedule: of a group.
  ///   - firstExchange: its first exchange among those of all schedules.
  ///   - firstAggregation: the same of aggregations.
  init(_ schedule: Schedule, firstExchange: Int, firstAggregation: Int) {
    aggregations = schedule.rounds.flatMap(\.aggregations)
    rounds = []
    var exchange = firstExchange
    var aggregation = firstAggregation
    let members = schedule.memberCount
    for round in schedule.rounds {
      var sends = [[Send]](repeating: [], count: members)
      var receives = [Int32](repeating: 0, count: members)
      for its in round.exchanges {
        for member in 0..<members {
          guard let target = its.partners.target(of: member, among: members) else { continue }
          sends[member].append(
            Send(
              target: Int32(target), blocks: its.payload.count(from: member), exchange: exchange))
          receives[target] += 1
        }
        exchange += 1
      }
      rounds.append(
        Round(
          repeats: round.repeats, sends: sends, receives: receives,
          aggregations: aggregation..<aggregation + round.aggregations.count))
      aggregation += round.aggregations.count
    }
  }
}
