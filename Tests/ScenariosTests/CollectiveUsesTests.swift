// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import SimulationEngine
import TestSupport
import Testing
import Timelines

@testable import Scenarios

/// Two tensor-parallel pairs, {0, 1} and {2, 3}, data parallel between them, all on one switch: all
/// four ranks do the same at the same times.
struct CollectiveUsesTests {
  private let job: Job
  private let timeline: Timeline
  private let events: EventColumns

  init() throws {
    let root = DataRoot(path: PackageRoot.url.path)
    let workbench = try Workbench(root: root)
    var options = RunOptions()
    options.algorithms = [.allReduce: "direct", .reduceScatter: "direct", .allGather: "direct"]
    let jobs = try workbench.jobs(
      for: try workbench.workload(named: PackageRoot.path("workloads/tiny.yaml"), groups: nil),
      on: [PackageRoot.path("topologies/dgx-h100-node.yaml")], options: options)
    job = try #require(jobs.first)
    var sink = EventsInMemory()
    timeline = try Simulation.run(
      try Runner.check(job), on: job.cluster, folding: .off, into: &sink)
    events = sink.columns
  }

  /// The rows of a run that kept the events of some ranks, each for all of its class: `row` gives
  /// the class of an event by its rank and its end in seconds, or nil where the event of another
  /// rank stands for it.
  private func rows(
    _ classes: RankClasses?, _ row: (_ rank: Int32, _ end: Double) -> Int32?
  ) throws -> [CollectiveUse] {
    var kept = EventColumns()
    for event in 0..<events.count {
      guard let row = row(events.rank[event], events.end[event]) else { continue }
      kept.start.append(events.start[event])
      kept.end.append(events.end[event])
      kept.rank.append(events.rank[event])
      kept.kind.append(events.kind[event])
      kept.collectiveID.append(events.collectiveID[event])
      kept.multiplicity.append(Int64(classes.map { $0.members(of: Int(row)).count } ?? 1))
      kept.rankClass.append(classes == nil ? -1 : row)
    }
    var spans = CollectiveSpans()
    spans.append(kept)
    var folded = timeline
    folded.folding = classes.map { Folding(ranks: $0, linkClasses: 1, links: 1) }
    return try CollectiveUses(job, try Runner.check(job), folded).rows(spans)
  }

  private func expectSame(_ folded: [CollectiveUse], _ plain: [CollectiveUse]) {
    #expect(plain.count == 3)
    #expect(folded.map(\.kind) == plain.map(\.kind))
    #expect(folded.map(\.groupSize) == plain.map(\.groupSize))
    #expect(folded.map(\.count) == plain.map(\.count))
    #expect(folded.map(\.groups) == plain.map(\.groups))
    for (a, b) in zip(folded, plain) {
      // Sums of the same numbers in another order.
      #expect(a.meanTime.isClose(to: b.meanTime, ulps: 8))
      #expect(a.meanTimeFromLastStart.isClose(to: b.meanTimeFromLastStart, ulps: 8))
      #expect(a.meanBound.isClose(to: b.meanBound, ulps: 8))
    }
  }

  @Test func `an instance that stands for several collectives counts as often`() throws {
    let plain = try rows(nil) { _, _ in 0 }
    // Four layers' all-reduces in each of two groups; two reduce-scatters and an all-gather.
    #expect(plain.map(\.count) == [8, 4, 2])
    #expect(plain.map(\.groups) == [2, 2, 2])
    let one = RankClasses(memberStart: [0, 4], member: [0, 1, 2, 3])
    let folded = try rows(one) { rank, _ in rank == 0 ? 0 : nil }
    expectSame(folded, plain)
    #expect(folded.map(\.boundedGroups) == [1, 1, 1])
  }

  @Test func `groups count once where symmetry breaks within the run`() throws {
    // All alike until half of the time, then each pair by itself.
    let classes = RankClasses(memberStart: [0, 4, 6, 8], member: [0, 1, 2, 3, 0, 1, 2, 3])
    let half = timeline.duration.rawValue / 2
    let folded = try rows(classes) { rank, end in
      if end < half { return rank == 0 ? 0 : nil }
      return rank == 0 ? 1 : rank == 2 ? 2 : nil
    }
    expectSame(folded, try rows(nil) { _, _ in 0 })
  }
}
