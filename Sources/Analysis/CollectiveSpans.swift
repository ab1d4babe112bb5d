// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// When the members of each collective came and when the last of them left.
///
/// Takes the events of a run as they happen and keeps four numbers an instance, however many
/// members and messages it has; of a folded run also the classes of its members.
package struct CollectiveSpans: EventSink, Sendable {
  // One entry per instance, by its id.
  private var firstStart: [Double] = []
  private var lastStart: [Double] = []
  private var lastEnd: [Double] = []
  /// Members that have left; of a folded run those of all the collectives that it stands for.
  private var members: [Int] = []
  /// Rows of `Folding.ranks`, by instance, each once; for instances of a folded run only.
  private var rankClasses: [Int: [Int32]] = [:]

  package init() {}

  /// Instances up to the highest id that was seen.
  package var count: Int { firstStart.count }

  package mutating func append(_ block: EventColumns) {
    let collective = EventKind.collective.rawValue
    for event in 0..<block.count where block.kind[event] == collective {
      let id = Int(block.collectiveID[event])
      guard id >= 0 else { continue }
      extend(to: id + 1)
      let start = block.start[event]
      if start < firstStart[id] { firstStart[id] = start }
      if start > lastStart[id] { lastStart[id] = start }
      if block.end[event] > lastEnd[id] { lastEnd[id] = block.end[event] }
      members[id] += Int(block.multiplicity[event])
      note(block.rankClass[event], of: id)
    }
  }

  /// How long an instance took; nil for an id that no event had.
  package subscript(id: Int) -> CollectiveSpan? {
    guard firstStart.indices.contains(id), members[id] > 0 else { return nil }
    return CollectiveSpan(
      fromFirstStart: .seconds(lastEnd[id] - firstStart[id]),
      fromLastStart: .seconds(lastEnd[id] - lastStart[id]), members: members[id],
      rankClasses: rankClasses[id] ?? [])
  }

  private mutating func note(_ rankClass: Int32, of id: Int) {
    guard rankClass >= 0, rankClasses[id]?.contains(rankClass) != true else { return }
    rankClasses[id, default: []].append(rankClass)
  }

  private mutating func extend(to count: Int) {
    while firstStart.count < count {
      firstStart.append(.infinity)
      lastStart.append(-.infinity)
      lastEnd.append(-.infinity)
      members.append(0)
    }
  }
}

/// How long one collective took, and for how many.
package struct CollectiveSpan: Sendable, Hashable {
  /// From the first member's start to the last one's end: waits for late members included.
  package let fromFirstStart: Seconds
  /// From the last member's start to the last one's end.
  package let fromLastStart: Seconds
  /// Ranks that took part. An instance of a folded run may stand for several collectives that are
  /// alike: their ranks together.
  package let members: Int
  /// Rows of `Folding.ranks` that took part, in the order in which they left; none where every rank
  /// was simulated.
  package let rankClasses: [Int32]
}
