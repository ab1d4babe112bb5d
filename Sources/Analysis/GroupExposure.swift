// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// How long ranks communicated over groups of one kind while nothing was computed.
///
/// Takes the events of a run as they happen and keeps two numbers each: a run that simulates every
/// rank of a large cluster keeps none of them and tells nothing.
package struct GroupExposure: EventSink, Sendable {
  /// Of one kind of group.
  package struct Share: Sendable, Hashable {
    /// Such as "tp".
    package let group: String
    /// Mean over ranks: an operation of the group was under way and nothing was computed. Groups
    /// that communicate at the same time both count it.
    package let mean: Seconds
    /// The same of the rank that has most.
    package let worst: Seconds
  }

  /// Names of kinds of groups.
  package let groups: [String]
  /// By name of an operation, the row of `groups`; -1 for none.
  package let groupOfName: [Int32]
  /// By class of ranks, or rank where every one was simulated.
  private var histories: [Int32: History] = [:]
  private var count = 0
  /// Events that are kept at most: a few seconds' work to look through.
  package static let mostEvents = 1 << 24

  private struct History {
    var multiplicity: Int64
    var computing: [Interval] = []
    /// By group.
    var communicating: [[Interval]]
  }

  private struct Interval {
    var start: Double
    var end: Double
  }

  /// - Parameters:
  ///   - groups: names of kinds of groups.
  ///   - groupOfName: by row of the timeline's names, a row of `groups`, or -1.
  package init(groups: [String], groupOfName: [Int32]) {
    self.groups = groups
    self.groupOfName = groupOfName
  }

  package mutating func append(_ block: EventColumns) {
    count += block.count
    guard count <= Self.mostEvents else {
      histories = [:]
      return
    }
    for event in 0..<block.count {
      guard let kind = EventKind(rawValue: block.kind[event]) else { continue }
      let group = Int(
        groupOfName.indices.contains(Int(block.nameID[event]))
          ? groupOfName[Int(block.nameID[event])] : -1)
      guard kind == .compute || group >= 0 else { continue }
      let rank = block.rankClass[event] >= 0 ? block.rankClass[event] : block.rank[event]
      let interval = Interval(start: block.start[event], end: block.end[event])
      if histories[rank] == nil {
        histories[rank] = History(
          multiplicity: block.multiplicity[event],
          communicating: [[Interval]](repeating: [], count: groups.count))
      }
      if group >= 0 {
        histories[rank]?.communicating[group].append(interval)
      } else {
        histories[rank]?.computing.append(interval)
      }
    }
  }

  /// The groups that communicated, in their order; nil where there were too many events.
  ///
  /// - Parameter ranks: of the run, over which the mean is taken.
  /// - Returns: those with any exposure.
  package func shares(ranks: Int) -> [Share]? {
    guard count <= Self.mostEvents else { return nil }
    var sum = [Double](repeating: 0, count: groups.count)
    var worst = sum
    for rank in histories.keys.sorted() {
      guard let history = histories[rank] else { continue }
      let computing = Self.union(history.computing)
      for group in groups.indices where !history.communicating[group].isEmpty {
        let exposed = Self.length(
          of: Self.union(history.communicating[group]), outside: computing)
        sum[group] += exposed * Double(history.multiplicity)
        worst[group] = max(worst[group], exposed)
      }
    }
    return groups.indices.filter { worst[$0] > 0 || sum[$0] > 0 }.map {
      Share(
        group: groups[$0], mean: .seconds(sum[$0] / Double(ranks)), worst: .seconds(worst[$0]))
    }
  }

  /// Intervals that do not touch, rising.
  private static func union(_ intervals: [Interval]) -> [Interval] {
    var joined: [Interval] = []
    for interval in intervals.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = joined.last, interval.start <= last.end {
        joined[joined.count - 1].end = max(last.end, interval.end)
      } else {
        joined.append(interval)
      }
    }
    return joined
  }

  /// Both are unions.
  private static func length(of some: [Interval], outside others: [Interval]) -> Double {
    var length = 0.0
    var next = 0
    for interval in some {
      var start = interval.start
      while next < others.count, others[next].end <= start { next += 1 }
      var place = next
      while place < others.count, others[place].start < interval.end {
        length += max(0, others[place].start - start)
        start = max(start, others[place].end)
        place += 1
      }
      length += max(0, interval.end - start)
    }
    return length
  }
}
