// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Timelines
import Workloads

@testable import SimulationEngine

/// Work that takes twice as long while its rank communicates. A gather of 1 MB over two ranks at
/// 1 GB/s takes half a millisecond.
struct OverlapTests {
  private let star = TinyFabric.star(2, rate: .gigabytesPerSecond(1)).cluster

  /// Work on one stream; on the other more work, then a gather.
  private func program(
    _ work: Seconds, before: Seconds = .zero, slowdown: Double = 2
  ) -> Program {
    var tiny = TinyProgram(rankCount: 2, streams: ["main", "side"])
    tiny.add(.compute, stream: 0, duration: work)
    if before > .zero { tiny.add(.compute, stream: 1, duration: before) }
    tiny.add(
      .collective, stream: 1, after: before > .zero ? [1] : [], bytes: .megabytes(1),
      collective: .allGather)
    var program = tiny.program
    for graph in program.graphs.indices { program.graphs[graph].overlapSlowdown = slowdown }
    return program
  }

  private func end(_ program: Program) throws -> Double {
    let spans = try World(program, on: star).spans(.compute, rank: 0)
    return try #require(spans.map(\.end).max())
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 1e-12 }

  // Half a millisecond beside the gather is a quarter of one of work; the rest goes on alone.
  @Test func `work beside a collective goes on at a part of its pace`() throws {
    #expect(isClose(try end(program(.milliseconds(1))), 1.25e-3))
    #expect(isClose(try end(program(.milliseconds(1), slowdown: 1)), 1e-3))
    // Work that ends before the gather does is slow from end to end.
    #expect(isClose(try end(program(.milliseconds(0.2))), 0.4e-3))
  }

  // Alone for 0.2 ms, then beside the gather: of 1 ms 0.2 + 0.25 are done at 0.7 ms; of 0.3 ms the
  // 0.1 that are left take twice as long.
  @Test func `what was done before a collective began is not slowed`() throws {
    let before = Seconds.milliseconds(0.2)
    #expect(isClose(try end(program(.milliseconds(1), before: before)), 1.25e-3))
    #expect(isClose(try end(program(.milliseconds(0.3), before: before)), 0.4e-3))
  }

  @Test func `work that overlaps is the same folded and not`() throws {
    var tiny = TinyProgram(rankCount: 8, streams: ["main", "side"])
    tiny.add(.compute, stream: 0, duration: .milliseconds(1))
    tiny.add(.collective, stream: 1, bytes: .megabytes(1), collective: .allReduce)
    tiny.add(.compute, stream: 0, after: [0], duration: .milliseconds(2))
    tiny.add(.collective, stream: 1, after: [0], bytes: .megabytes(4), collective: .allToAll)
    var program = tiny.program
    program.graphs[0].overlapSlowdown = 1.19
    let cluster = TinyFabric.star(8, rate: .gigabytesPerSecond(1)).cluster
    let report = try FoldingCase(description: "overlap", cluster: cluster, program: program)
      .report()
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
    #expect(report.classes == 1)
  }
}
