// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Traffic

/// What writing a schedule down takes: tables of members times rounds are fine, of members times
/// members are not.
struct ScheduleSizeTests {
  @Test(arguments: [1024, 4096])
  func `no schedule holds a table that grows with the square of the group`(members: Int) {
    for algorithm in AlgorithmCatalogue.all {
      for kind in algorithm.kinds {
        let group = GroupShape(memberCount: members)
        guard algorithm.obstacle(to: kind, for: group) == nil else { continue }
        let entries = Self.entries(of: algorithm.schedule(for: kind, group: group))
        // Two trees, both ways: four exchanges a height, of at most 12, with two tables each, and some.
        #expect(
          entries <= 20 * members * 12,
          "\(algorithm.name) \(kind.rawValue): \(entries) entries for \(members) members")
      }
    }
  }

  @Test func `a schedule that lists everybody for everybody is seen`() {
    let everybody = Round(
      exchanges: (1..<1024).map { _ in
        Exchange(
          to: .table([Int32](repeating: -1, count: 1024)), payload: .personal, combines: false)
      })
    let schedule = Schedule(memberCount: 1024, blockCount: 1, rounds: [everybody])
    #expect(Self.entries(of: schedule) > 20 * 1024 * 12)
  }

  /// Rounds, exchanges, and entries of their tables.
  private static func entries(of schedule: Schedule) -> Int {
    schedule.rounds.reduce(0) { total, round in
      total + 1
        + round.exchanges.reduce(0) { sum, exchange in
          var size = 1 + entries(of: exchange.payload)
          if case .table(let targets) = exchange.partners { size += targets.count }
          return sum + size
        }
    }
  }

  private static func entries(of payload: Payload) -> Int {
    switch payload {
    case .rotating, .personal, .passing, .crossing: 0
    case .offsets(let offsets, _): offsets.count
    case .table(let blocks), .weighted(let blocks, _): blocks.reduce(0) { $0 + 1 + $1.count }
    case .relayed(let parcels): parcels.count
    case .slice(_, let inner): entries(of: inner)
    case .renamed(let names, let inner), .alongRing(let names, _, let inner):
      names.count + entries(of: inner)
    }
  }
}
