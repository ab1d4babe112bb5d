// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Every schedule's rounds and exchanges, flattened.
struct ScheduleColumns: ~Copyable {
  /// The first round of each schedule, and one past the last.
  let roundStart: Column<Int32>
  let repeats: Column<Int32>
  /// The first exchange of each round, and one past the last.
  let exchangeStart: Column<Int32>
  let shift: Column<Int32>
  let blocks: Column<Double>
  let blockCount: Column<Double>

  init(_ schedules: [Schedule]) {
    var roundStarts: [Int32] = [0]
    var exchangeStarts: [Int32] = [0]
    for schedule in schedules {
      roundStarts.append((roundStarts.last ?? 0) + Int32(schedule.rounds.count))
      for round in schedule.rounds {
        exchangeStarts.append((exchangeStarts.last ?? 0) + Int32(round.exchanges.count))
      }
    }
    roundStart = Column(roundStarts)
    exchangeStart = Column(exchangeStarts)
    let rounds = schedules.flatMap(\.rounds)
    repeats = Column(rounds.map { Int32($0.repeats) })
    let exchanges = rounds.flatMap(\.exchanges)
    shift = Column(exchanges.map { Int32($0.shift) })
    blocks = Column(exchanges.map { Double($0.payload.count) })
    blockCount = Column(schedules.map { Double($0.blockCount) })
  }
}
