// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Testing
import Traffic
import Workloads

@testable import Scenarios

struct CertificateTests {
  @Test(arguments: CollectiveKind.allCases)
  func `the bound of one byte, scaled, is the bound of any size`(kind: CollectiveKind) throws {
    let cluster = try Cluster.uniform(
      .ring, ranks: 7, rate: .gigabitsPerSecond(100), latency: .nanoseconds(500),
      energyPerBit: nil, overhead: .nanoseconds(70))
    let group = (0..<7).map(GPUID.init)
    let unit = try LowerBound(
      of: kind, bytes: .bytes(1), group: group, on: cluster, root: 2,
      reductionRate: .gigabytesPerSecond(3))
    for bytes in [Bytes.bytes(1), .bytes(12_345), .mebibytes(64), .bytes(3e11)] {
      let direct = Certificate(
        try LowerBound(
          of: kind, bytes: bytes, group: group, on: cluster, root: 2,
          reductionRate: .gigabytesPerSecond(3)))
      let scaled = Certificate(ofOneByte: unit, times: bytes)
      // One more rounding, and the order of a product and a quotient.
      #expect(scaled.latency == direct.latency)
      #expect(scaled.injection.isClose(to: direct.injection, ulps: 4))
      #expect(scaled.cut.isClose(to: direct.cut, ulps: 4))
      #expect(scaled.reduction.isClose(to: direct.reduction, ulps: 4))
      #expect(scaled.time.isClose(to: direct.time, ulps: 4))
      #expect(scaled.binding == direct.binding && scaled.cutName == direct.cutName)
    }
  }

  /// Ranks 0 and 1 all-reduce 1 MB twice, ranks 2 and 3 once; rank 3 comes a second late.
  private var program: Program {
    func graph(_ times: Int, delay: Double) -> OperationGraph {
      var graph = OperationGraph()
      var edges: [(Int32, Int32)] = []
      if delay > 0 {
        var compute = OperationGraph.Operation(kind: .compute, name: 1, stream: 1)
        compute.duration = delay
        graph.append(compute)
      }
      for ordinal in 0..<times {
        var operation = OperationGraph.Operation(kind: .collective, name: 0, stream: 0)
        operation.collective = .allReduce
        operation.bytes = 1e6
        operation.family = 0
        operation.ordinal = Int32(ordinal)
        let index = graph.append(operation)
        if index > 0 { edges.append((index - 1, index)) }
      }
      graph.connect(edges.map { (earlier: $0.0, later: $0.1) })
      return graph
    }
    return Program(
      name: "pairs", rankCount: 4,
      graphs: [graph(2, delay: 0), graph(1, delay: 0), graph(1, delay: 1)],
      graphOfRank: [0, 0, 1, 2],
      families: [CommunicatorFamily(name: "pair", groups: [[0, 1], [2, 3]], rankCount: 4)],
      names: ["sum", "think"], streams: ["network", "compute"])
  }

  @Test func `a run counts its collectives and holds their times against their bounds`() throws {
    let cluster = try Cluster.uniform(
      .fullMesh, ranks: 4, rate: .gigabytesPerSecond(1), latency: .zero, energyPerBit: nil,
      overhead: .zero)
    let job = Job(
      name: "pairs", program: program, cluster: cluster, hasPowerFigures: false,
      options: RunOptions(algorithms: [.allReduce: "direct"]), notes: [], clusterNotes: [],
      files: [], resolved: "")
    let runner = Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))
    let uses = try runner.run(job).collectives
    let use = try #require(uses.first)
    #expect(uses.count == 1)
    #expect(use.kind == "all-reduce" && use.groupSize == 2 && use.algorithm == "direct")
    #expect(use.count == 3 && use.groups == 2 && use.boundedGroups == 2)
    // Direct: half a megabyte each way, twice, over one link of 1 GB/s: 1 ms.
    #expect(use.meanTimeFromLastStart.isClose(to: .milliseconds(1), ulps: 1 << 12))  // after 1 s
    // 1 ms, 1 ms and 1.001 s.
    #expect(use.meanTime.isClose(to: .seconds(1.003 / 3), ulps: 16))
    // Each has three links of 1 GB/s to send its part over: p - 1 = 1 buffer from each, 1/3 ms.
    #expect(use.certificate.binding == "injection" || use.certificate.binding == "cut")
    #expect(use.meanBound == use.certificate.time)
    let gap = try #require(use.gap)
    #expect(abs(gap - 1e-3 / use.meanBound.rawValue) < 1e-9)
    #expect(try #require(use.gapFromFirstStart) > 300)
  }
}
