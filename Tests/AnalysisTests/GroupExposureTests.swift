// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing
import Timelines

@testable import Analysis

/// Names: 0 computes, 1 is of group "tp", 2 and 3 are of group "dp", 4 of none.
struct GroupExposureTests {
  private struct Event {
    var kind: EventKind
    var name: Int32
    var start: Double
    var end: Double
    var rank: Int32 = 0
    var multiplicity: Int64 = 1
    var rankClass: Int32 = -1
  }

  private static func columns(_ events: [Event]) -> EventColumns {
    var columns = EventColumns()
    for event in events {
      columns.start.append(event.start)
      columns.end.append(event.end)
      columns.rank.append(event.rank)
      columns.kind.append(event.kind.rawValue)
      columns.collectiveID.append(-1)
      columns.bytes.append(0)
      columns.energy.append(0)
      columns.stream.append(0)
      columns.nameID.append(event.name)
      columns.multiplicity.append(event.multiplicity)
      columns.rankClass.append(event.rankClass)
    }
    return columns
  }

  private static let empty = GroupExposure(
    groups: ["tp", "dp", "pp"], groupOfName: [-1, 0, 1, 1, -1])

  private func shares(_ events: [Event], ranks: Int = 1) -> [GroupExposure.Share]? {
    var exposure = Self.empty
    exposure.append(Self.columns(events))
    return exposure.shares(ranks: ranks)
  }

  private func means(_ events: [Event]) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: (shares(events) ?? []).map { ($0.group, $0.mean.rawValue) })
  }

  // Communicates from 2 to 9; computes from 0 to 3, from 4 to 5 and from 8 to 10: 1 + 3 are left.
  @Test func `what is computed meanwhile is not exposed`() {
    #expect(
      means([
        Event(kind: .compute, name: 0, start: 0, end: 3),
        Event(kind: .collective, name: 1, start: 2, end: 9),
        Event(kind: .compute, name: 0, start: 4, end: 5),
        Event(kind: .compute, name: 0, start: 8, end: 10),
      ]) == ["tp": 4])
    #expect(
      means([
        Event(kind: .compute, name: 0, start: 0, end: 10),
        Event(kind: .collective, name: 1, start: 2, end: 9),
      ]) == [:])
  }

  // 0 to 4 and 2 to 6 of one group, under names of two: 0 to 6, less 1 to 3 that is computed twice.
  @Test func `operations of one group at one time count once`() {
    #expect(
      means([
        Event(kind: .collective, name: 2, start: 0, end: 4),
        Event(kind: .collective, name: 3, start: 2, end: 6),
        Event(kind: .compute, name: 0, start: 1, end: 3),
        Event(kind: .compute, name: 0, start: 1, end: 2),
      ]) == ["dp": 4])
  }

  @Test func `groups that communicate at one time both count it`() {
    #expect(
      means([
        Event(kind: .collective, name: 1, start: 0, end: 4),
        Event(kind: .p2p, name: 2, start: 3, end: 6),
        Event(kind: .compute, name: 0, start: 5, end: 7),
      ]) == ["tp": 4, "dp": 2])
  }

  @Test func `stalls, and what belongs to no group, hide nothing and count nothing`() {
    #expect(
      means([
        Event(kind: .collective, name: 1, start: 0, end: 4),
        Event(kind: .stall, name: 0, start: 1, end: 2),
        Event(kind: .p2p, name: 4, start: 2, end: 9),
        Event(kind: .reconfigure, name: -1, start: 2, end: 9),
      ]) == ["tp": 4])
  }

  // Rank 0 has 2 s and rank 1 has 6 s: 4 s on average, 6 s at worst; nothing of pp is listed.
  @Test func `ranks have a mean and a worst`() throws {
    let all = try #require(
      shares(
        [
          Event(kind: .collective, name: 1, start: 0, end: 2, rank: 0),
          Event(kind: .compute, name: 0, start: 0, end: 6, rank: 0),
          Event(kind: .collective, name: 1, start: 7, end: 9, rank: 0),
          Event(kind: .collective, name: 1, start: 0, end: 6, rank: 1),
        ], ranks: 2))
    #expect(all.map(\.group) == ["tp"])
    #expect(all.map(\.mean) == [.seconds(4)])
    #expect(all.map(\.worst) == [.seconds(6)])
  }

  // Seven ranks like class 0 with 1 s, one like class 1 with 9 s: (7 + 9) / 8. Rows name the first
  // rank of a class; classes tell them apart.
  @Test func `an event of a class counts for all of its ranks`() throws {
    let all = try #require(
      shares(
        [
          Event(
            kind: .collective, name: 2, start: 0, end: 1, rank: 3, multiplicity: 7, rankClass: 0),
          Event(
            kind: .collective, name: 2, start: 0, end: 9, rank: 3, multiplicity: 1, rankClass: 1),
        ], ranks: 8))
    #expect(all.map(\.mean) == [.seconds(2)])
    #expect(all.map(\.worst) == [.seconds(9)])
  }

  @Test func `blocks of events are one history, in whatever order they come`() throws {
    var exposure = Self.empty
    exposure.append(Self.columns([Event(kind: .collective, name: 1, start: 4, end: 8)]))
    exposure.append(Self.columns([Event(kind: .compute, name: 0, start: 0, end: 5)]))
    exposure.append(Self.columns([Event(kind: .collective, name: 1, start: 3, end: 6)]))
    let all = try #require(exposure.shares(ranks: 1))
    #expect(all.map(\.mean) == [.seconds(3)])
  }

  @Test func `of too many events nothing is told`() throws {
    var exposure = Self.empty
    exposure.append(Self.columns([Event(kind: .collective, name: 1, start: 4, end: 8)]))
    #expect(exposure.shares(ranks: 1) != nil)
    // As many events as are kept at most, and the one before: only their number is looked at.
    var many = EventColumns()
    many.start = [Double](repeating: 0, count: GroupExposure.mostEvents)
    exposure.append(many)
    #expect(exposure.shares(ranks: 1) == nil)
    exposure.append(Self.columns([Event(kind: .collective, name: 1, start: 4, end: 8)]))
    #expect(exposure.shares(ranks: 1) == nil)
  }

  @Test func `a run without communication has no groups`() {
    #expect(shares([Event(kind: .compute, name: 0, start: 0, end: 1)]) == [])
    #expect(shares([]) == [])
  }
}
