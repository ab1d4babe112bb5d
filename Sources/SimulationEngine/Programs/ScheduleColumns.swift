// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// Every schedule's rounds and exchanges, flattened.
struct ScheduleColumns: ~Copyable {
  /// The first round of each schedule, and one past the last.
  let roundStart: Column<Int32>
  let blockCount: Column<Double>
  /// Channels of a member: the most exchanges in any round of a schedule, and all aggregations.
  let slotCount: Column<Int32>

  // One entry per round.
  let repeats: Column<Int32>
  /// The first exchange of each round, and one past the last.
  let exchangeStart: Column<Int32>
  /// Sends and receives of every member alike, or -1 where `expectedStart` says, or -2 where only
  /// two members have one each.
  private let expectedOfAll: Column<Int32>
  private let expectedStart: Column<Int32>
  private let expected: Column<Int32>

  /// Blocks of the largest message of each round that its receiver adds to what it holds; 0 where
  /// nothing is added.
  let combinedBlocks: Column<Double>

  /// The first aggregation of each round, and one past the last.
  let aggregationStart: Column<Int32>
  let aggregations: [Aggregation]

  // One entry per exchange.
  private let partnerRule: Column<UInt8>
  /// A shift, a mask, or where the exchange's receivers begin in `receivers`.
  private let partnerValue: Column<Int32>
  private let receivers: Column<Int32>
  /// Blocks of every member's message, or -1 where `blocksStart` says.
  private let blocksOfAll: Column<Double>
  private let blocksStart: Column<Int32>
  private let blocks: Column<Double>

  private enum Rule {
    static let shift: UInt8 = 0
    static let exclusiveOr: UInt8 = 1
    static let table: UInt8 = 2
    static let single: UInt8 = 3
  }

  init(_ schedules: [Schedule]) {
    var roundStarts: [Int32] = [0]
    var exchangeStarts: [Int32] = [0]
    var expectations = Tables()
    var receiverRows: [Int32] = []
    var blockRows = Tables()
    var rules: [(rule: UInt8, value: Int32)] = []
    for schedule in schedules {
      roundStarts.append((roundStarts.last ?? 0) + Int32(schedule.rounds.count))
      for round in schedule.rounds {
        exchangeStarts.append((exchangeStarts.last ?? 0) + Int32(round.exchanges.count))
        if let count = Self.expectationOfAll(in: round) {
          expectations.append(uniform: count)
        } else {
          expectations.append(Self.expectations(of: round, memberCount: schedule.memberCount))
        }
        for exchange in round.exchanges {
          switch exchange.partners {
          case .shift(let shift): rules.append((Rule.shift, Int32(shift)))
          case .exclusiveOr(let mask): rules.append((Rule.exclusiveOr, Int32(mask)))
          case .single(let sender, let receiver):
            rules.append((Rule.single, Int32(receiverRows.count)))
            receiverRows += [Int32(sender), Int32(receiver)]
          case .table(let targets):
            rules.append((Rule.table, Int32(receiverRows.count)))
            receiverRows += targets
          }
          if let count = exchange.payload.countOfAll {
            blockRows.append(uniform: count)
          } else {
            blockRows.append(
              (0..<schedule.memberCount).map { Double(exchange.payload.count(from: $0)) })
          }
        }
      }
    }
    roundStart = Column(roundStarts)
    exchangeStart = Column(exchangeStarts)
    blockCount = Column(schedules.map { Double($0.blockCount) })
    slotCount = Column(
      schedules.map { schedule in
        Int32(schedule.rounds.map(\.exchanges.count).max() ?? 0)
          + Int32(schedule.rounds.reduce(0) { $0 + $1.aggregations.count })
      })
    let rounds = schedules.flatMap(\.rounds)
    aggregations = rounds.flatMap(\.aggregations)
    var aggregationStarts: [Int32] = [0]
    for round in rounds {
      aggregationStarts.append((aggregationStarts.last ?? 0) + Int32(round.aggregations.count))
    }
    aggregationStart = Column(aggregationStarts)
    combinedBlocks = Column(
      schedules.flatMap { schedule in
        schedule.rounds.map { Self.combinedBlocks($0, memberCount: schedule.memberCount) }
      })
    repeats = Column(schedules.flatMap(\.rounds).map { Int32($0.repeats) })
    expectedOfAll = Column(expectations.uniform.map { Int32($0) })
    expectedStart = Column(expectations.start)
    expected = Column(expectations.values.map { Int32($0) })
    partnerRule = Column(rules.map(\.rule))
    partnerValue = Column(rules.map(\.value))
    receivers = Column(receiverRows)
    blocksOfAll = Column(blockRows.uniform)
    blocksStart = Column(blockRows.start)
    blocks = Column(blockRows.values)
  }

  /// Sends and receives that a member has in a round.
  @inline(__always)
  func expected(in round: Int32, of member: Int32) -> Int32 {
    let all = expectedOfAll[round]
    if all >= 0 { return all }
    guard all == Int32(Self.onlyTwo) else { return expected[expectedStart[round] + member] }
    let ends = partnerValue[exchangeStart[round]]
    return receivers[ends] == member || receivers[ends + 1] == member ? 1 : 0
  }

  /// Whom a member sends to in an exchange, or -1.
  @inline(__always)
  func target(of member: Int32, in exchange: Int32, among memberCount: Int32) -> Int32 {
    let value = partnerValue[exchange]
    switch partnerRule[exchange] {
    case Rule.shift:
      let target = member + value
      return target >= memberCount ? target - memberCount : target
    case Rule.exclusiveOr: return member ^ value
    case Rule.single: return receivers[value] == member ? receivers[value + 1] : -1
    default: return receivers[value + member]
    }
  }

  /// Blocks in a member's message.
  @inline(__always)
  func blocks(from member: Int32, in exchange: Int32) -> Double {
    let all = blocksOfAll[exchange]
    return all >= 0 ? all : blocks[blocksStart[exchange] + member]
  }

  private static var onlyTwo: Double { -2 }

  private static func combinedBlocks(_ round: Round, memberCount: Int) -> Double {
    var most = 0.0
    for exchange in round.exchanges where exchange.combines {
      if let count = exchange.payload.countOfAll, exchange.partners.senderCount(of: memberCount) > 0
      {
        most = max(most, count)
        continue
      }
      for member in 0..<memberCount
      where exchange.partners.target(of: member, among: memberCount) != nil {
        most = max(most, exchange.payload.count(from: member))
      }
    }
    return most
  }

  /// What all members expect alike, or `onlyTwo`, without asking each of them; nil where they have
  /// to be asked. A round of thousands of members in turn, or of exchanges with all, stays small.
  private static func expectationOfAll(in round: Round) -> Double? {
    if case .single? = round.exchanges.first?.partners, round.exchanges.count == 1,
      round.aggregations.isEmpty
    {
      return onlyTwo
    }
    var count = Double(2 * round.aggregations.count)
    for exchange in round.exchanges {
      switch exchange.partners {
      case .shift, .exclusiveOr: count += 2
      case .single, .table: return nil
      }
    }
    return count
  }

  private static func expectations(of round: Round, memberCount: Int) -> [Double] {
    // Of an aggregation each member's part leaves and comes.
    var counts = [Double](
      repeating: Double(2 * round.aggregations.count), count: memberCount)
    for exchange in round.exchanges {
      if case .single(let sender, let receiver) = exchange.partners {
        counts[sender] += 1
        counts[receiver] += 1
        continue
      }
      for member in 0..<memberCount {
        guard let target = exchange.partners.target(of: member, among: memberCount) else {
          continue
        }
        counts[member] += 1
        counts[target] += 1
      }
    }
    return counts
  }

  /// Rows with a value per member, kept as one number where all members have the same.
  private struct Tables {
    var uniform: [Double] = []
    var start: [Int32] = []
    var values: [Double] = []

    mutating func append(uniform value: Double) {
      start.append(Int32(values.count))
      uniform.append(value)
    }

    mutating func append(_ row: [Double]) {
      start.append(Int32(values.count))
      if let first = row.first, row.allSatisfy({ $0 == first }) {
        uniform.append(first)
      } else {
        uniform.append(-1)
        values += row
      }
    }
  }
}
