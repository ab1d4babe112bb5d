// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

struct LoweringTests {
  private let star = TinyFabric.star(4, rate: .gigabytesPerSecond(50)).cluster

  private func lower(
    _ program: Program, placement: Placement? = nil, policy: CollectivePolicy = CollectivePolicy()
  ) throws -> FlowGraph {
    try FlowGraph(
      program: program, cluster: star,
      placement: placement ?? .identity(rankCount: program.rankCount), policy: policy)
  }

  @Test func `more ranks than accelerators is refused with both numbers`() {
    let error = #expect(throws: LoweringError.self) {
      try lower(TinyProgram.single(.allReduce, ranks: 5, bytes: .megabytes(1)))
    }
    #expect(error?.description.contains("5 ranks") == true)
    #expect(error?.description.contains("4 accelerators") == true)
  }

  @Test func `two ranks on one accelerator are refused`() {
    #expect(throws: LoweringError.self) {
      try lower(
        TinyProgram.single(.allReduce, ranks: 2, bytes: .megabytes(1)),
        placement: Placement(acceleratorOfRank: [GPUID(1), GPUID(1)]))
    }
  }

  @Test func `a compute without a duration is refused by name`() {
    var program = TinyProgram(rankCount: 1)
    program.add(.compute, duration: Seconds(rawValue: .nan))
    let error = #expect(throws: LoweringError.self) { try lower(program.program) }
    #expect(error?.description.contains("compute 0.0") == true)
  }

  @Test func `chunks below one are refused`() {
    #expect(throws: LoweringError.self) {
      try lower(
        TinyProgram.single(.allReduce, ranks: 2, bytes: .megabytes(1)),
        policy: CollectivePolicy(chunks: 0))
    }
  }

  @Test func `auto takes direct where latency rules, and the first of equals where there is none`()
    throws
  {
    // 4 on a star: a ring has 6 steps of latency, direct 2, and both move the same bytes.
    let small = try lower(TinyProgram.single(.allReduce, ranks: 4, bytes: .bytes(8)))
    let row = small.choice(graph: 0, operation: 0, memberCount: 4).schedule
    #expect(small.algorithmOfSchedule[row] == "ring")  // No latency at all here: the first wins.
    let slow = TinyFabric.star(4, rate: .gigabytesPerSecond(50), latency: .microseconds(1)).cluster
    let graph = try FlowGraph(
      program: TinyProgram.single(.allReduce, ranks: 4, bytes: .bytes(8)), cluster: slow,
      placement: .identity(rankCount: 4), policy: CollectivePolicy())
    #expect(
      graph.algorithmOfSchedule[graph.choice(graph: 0, operation: 0, memberCount: 4).schedule]
        == "direct")
  }

  @Test func `the bound of a star is its ports, and of small messages one route`() throws {
    // (p - 1) / p of 4 MB through 50 GB/s: 60 us; all-reduce twice that.
    let group = (0..<4).map { GPUID($0) }
    let gather = try LowerBound(of: .allGather, bytes: .megabytes(4), group: group, on: star)
    #expect(gather.time.isClose(to: .microseconds(60), ulps: 8))
    let reduce = try LowerBound(of: .allReduce, bytes: .megabytes(4), group: group, on: star)
    #expect(reduce.time.isClose(to: .microseconds(120), ulps: 8))
    let slow = TinyFabric.star(4, rate: .gigabytesPerSecond(50), latency: .microseconds(1)).cluster
    let tiny = try LowerBound(of: .allGather, bytes: .bytes(4), group: group, on: slow)
    #expect(tiny.time == .microseconds(2))
  }

  @Test func `a narrow member binds an all-reduce by what it alone must move`() throws {
    // Member 0 has a tenth of the port: it must send and receive 4 MB at 5 GB/s: 800 us. All send
    // 2 x 3 x 4 MB over 155 GB/s: 154.8 us.
    var fabric = TinyFabric.star(4, rate: .gigabytesPerSecond(50))
    for index in fabric.links.indices where fabric.links[index].from == 0 {
      fabric.links[index].rate = .gigabytesPerSecond(5)
    }
    let group = (0..<4).map { GPUID($0) }
    let bound = try LowerBound(
      of: .allReduce, bytes: .megabytes(4), group: group, on: fabric.cluster)
    #expect(bound.time.isClose(to: .microseconds(800), ulps: 8))
    // A reduce-scatter needs only one summed block to come in: what leaves 0 is 3 MB.
    let scatter = try LowerBound(
      of: .reduceScatter, bytes: .megabytes(4), group: group, on: fabric.cluster)
    #expect(scatter.time.isClose(to: .microseconds(600), ulps: 8))
  }
}
