// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TimelineStorage
import Timelines

/// The sample run with its even ranks in one class and its odd ones in another.
struct FoldedRun {
  let plain: SampleRun
  static let classCount = 2

  /// A run of an even number of ranks.
  init(ranks: Int, eventsPerRank: Int) {
    precondition(ranks.isMultiple(of: Self.classCount), "the classes are of one size")
    plain = SampleRun(ranks: ranks, eventsPerRank: eventsPerRank)
  }

  private var classSize: Int { plain.ranks / Self.classCount }

  var folding: Folding {
    let all = 0..<Int32(plain.ranks)
    return Folding(
      ranks: RankClasses(
        memberStart: [0, Int32(classSize), Int32(plain.ranks)],
        member: all.filter { $0 % 2 == 0 } + all.filter { $0 % 2 == 1 }),
      linkClasses: 2, links: 2 * plain.ranks)
  }

  /// One event a class and step, in place of one a rank and step.
  var events: EventColumns {
    var events = SampleRun(ranks: Self.classCount, eventsPerRank: plain.eventsPerRank).events()
    for row in 0..<events.count {
      events.multiplicity[row] = Int64(classSize)
      events.rankClass[row] = events.rank[row]
    }
    return events
  }

  /// Each of the two links stands for as many as there are ranks.
  var timeline: Timeline {
    var timeline = plain.timeline
    timeline.folding = folding
    timeline.links.multiplicity = [Int64(plain.ranks), Int64(plain.ranks)]
    timeline.traffic.linkBytes = timeline.traffic.linkBytes * Double(plain.ranks)
    timeline.traffic.flows *= plain.ranks
    timeline.traffic.events = events.count
    return timeline
  }

  func write(to path: String) throws {
    let file = try TimelineFile.create(
      at: path, provenance: SampleRun.provenance, title: "A folded sample")
    try file.append(events)
    try file.finish(timeline)
  }
}
