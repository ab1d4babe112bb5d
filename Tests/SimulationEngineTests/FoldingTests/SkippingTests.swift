// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

/// Repetitions that are passed over leave the run as it is when every rank takes every step.
struct SkippingTests {
  private struct Run {
    var timeline: Timeline
    var events: EventColumns
  }

  private func run(
    _ program: Program, on cluster: Cluster, _ algorithm: String, _ folding: FoldingMode
  ) throws -> Run {
    let graph = try FlowGraph(
      program: program, cluster: cluster, placement: .identity(rankCount: program.rankCount),
      policy: CollectivePolicy(algorithms: [.allReduce: algorithm]))
    var record = RecordOptions()
    record.unfolds = true
    var sink = EventsInMemory()
    let timeline = try Simulation.run(
      graph, on: cluster, record: record, folding: folding, into: &sink)
    return Run(timeline: timeline, events: sink.columns)
  }

  /// Times are the same bits, since the clock is advanced by the same additions; what is counted in
  /// steps is the same number.
  @Test(arguments: [Seconds.zero, .microseconds(1.3)], [Seconds.zero, .microseconds(0.7)])
  func `a ring alone ends at the same bits`(latency: Seconds, overhead: Seconds) throws {
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 23, rate: .gigabytesPerSecond(37), latency: latency,
      energyPerBit: .picojoulesPerBit(4), overhead: overhead)
    let program = TinyProgram.single(.allReduce, ranks: 23, bytes: .megabytes(5.1))
    let every = try run(program, on: cluster, "ring", .off)
    let folded = try run(program, on: cluster, "ring", .auto)
    #expect(folded.timeline.traffic.flowClasses == 44)
    #expect(folded.timeline.duration == every.timeline.duration)
    #expect(folded.timeline.traffic.flows == every.timeline.traffic.flows)
    #expect(folded.timeline.traffic.batches == every.timeline.traffic.batches)
    #expect(Set(folded.events.end) == Set(every.events.end))
    let bytes = every.timeline.traffic.linkBytes.rawValue
    #expect(
      (folded.timeline.traffic.linkBytes.rawValue - bytes).magnitude <= 1e-12 * bytes)
    let busiest = { (run: Run) in run.timeline.links.bytes.amounts.max() ?? 0 }
    #expect((busiest(folded) - busiest(every)).magnitude <= 1e-9 * busiest(every))
  }

  /// What else is due breaks in: nothing is passed over that it could meet.
  @Test func `a ring beside other work is not passed over`() throws {
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 12, rate: .gigabytesPerSecond(10), latency: .microseconds(1))
    var tiny = TinyProgram(rankCount: 12, streams: ["main", "side"])
    tiny.add(.collective, bytes: .megabytes(6))
    let work = tiny.add(.compute, stream: 1, duration: .microseconds(300))
    tiny.add(.collective, stream: 1, after: [work], bytes: .megabytes(2))
    let every = try run(tiny.program, on: cluster, "ring", .off)
    let folded = try run(tiny.program, on: cluster, "ring", .auto)
    let duration = every.timeline.duration.rawValue
    #expect((folded.timeline.duration.rawValue - duration).magnitude <= 1e-12 * duration)
    #expect(folded.timeline.traffic.flowClasses < every.timeline.traffic.flows)
  }
}
