// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

@testable import Lanes

/// What a set's answer depends on, and what lanes refuse.
struct AnswerTests {
  @Test func `an answer depends on its set alone, not on neighbours, places or threads`() throws {
    var random = SeededGenerator(seed: 77)
    for fabric in [RandomFabric.twoLevels, .nestedRails, .torus] {
      let pair = try LanePair(fabric, &random)
      let lanes = try LaneProgram(
        try pair.lowered(), on: pair.cluster, transport: pair.transport, groups: pair.groups,
        groupOfName: pair.groupOfName)
      let sets = pair.parameters(37, &random)
      let all = try lanes.answers(sets)
      for threads in [2, 3, 16] {
        #expect(try lanes.answers(sets, threads: threads) == all)
      }
      let backwards = try lanes.answers(sets.reversed(), threads: 2)
      for (lane, set) in sets.enumerated() {
        let alone = try lanes.answers([set])
        let other = sets.count - 1 - lane
        for (one, place) in [(alone, 0), (backwards, other)] {
          #expect(one.duration(place) == all.duration(lane))
          #expect(one.energy(place) == all.energy(lane))
          #expect(one.peakPower(place) == all.peakPower(lane))
          #expect(one.exposed(group: 0, place) == all.exposed(group: 0, lane))
          #expect(one.followsThePlay[place] == all.followsThePlay[lane])
        }
      }
    }
  }

  @Test func `a coarser tape is shorter and its interval holds the finer one`() throws {
    var narrower = 0
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed) &* 31)
      let cluster = try RandomFabric.allCases[seed % RandomFabric.allCases.count].cluster(
        &random, breaks: false)
      let program = StreamedProgram(rankCount: cluster.accelerators.count, &random).program
      let pair = LanePair(cluster: cluster, program: program)
      func lanes(_ detail: LaneDetail) throws -> LaneProgram {
        try LaneProgram(try pair.lowered(), on: cluster, detail: detail)
      }
      let (fine, coarse) = (try lanes(.fine), try lanes(.coarse))
      #expect(coarse.size.stretches == 0)
      let sets = [LaneParameters(of: cluster)]
      let (a, b) = (try fine.answers(sets), try coarse.answers(sets))
      guard a.followsThePlay[0], b.followsThePlay[0] else { continue }
      #expect(b.duration(0).lower <= a.duration(0).lower * (1 + 1e-12), "\(seed)")
      #expect(b.duration(0).upper >= a.duration(0).upper * (1 - 1e-12), "\(seed)")
      if b.duration(0).width > a.duration(0).width + 1e-9 { narrower += 1 }
    }
    #expect(narrower > 0)
  }

  @Test func `what lanes cannot answer is refused by name`() throws {
    let cluster = try Cluster.uniform(
      .ring, ranks: 4, rate: .gigabytesPerSecond(1), latency: .zero, energyPerBit: nil,
      overhead: .zero)
    let program = TinyProgram.single(.allReduce, ranks: 4, bytes: .bytes(1e6))
    func lanes(
      _ program: Program, chunks: Int = 1, _ transport: Transport = .fluid()
    ) throws -> LaneProgram {
      var policy = CollectivePolicy()
      policy.chunks = chunks
      return try LaneProgram(
        try FlowGraph(
          program: program, cluster: cluster, placement: .identity(rankCount: 4), policy: policy),
        on: cluster, transport: transport)
    }
    #expect(throws: LaneObstacle.chunks(3)) { try lanes(program, chunks: 3) }
    #expect(throws: LaneObstacle.wholeMessages) {
      try lanes(program, .loggops(LogGOPS()))
    }
    // A receive that nobody sends to.
    var tiny = TinyProgram(rankCount: 4)
    tiny.add(.receive, stream: -1, bytes: .bytes(1), peer: 0, tag: 9)
    #expect(throws: LaneObstacle.halted(operations: 4)) { try lanes(tiny.program) }

    let played = try lanes(program)
    var wrong = LaneParameters(of: cluster)
    wrong.bandwidth[0] = 0
    #expect(throws: LaneParameterError.self) {
      try played.answers([LaneParameters(of: cluster), wrong])
    }
    wrong.bandwidth = []
    let error = #expect(throws: LaneParameterError.self) { try played.answers([wrong]) }
    #expect(error?.description.contains("another cluster") == true)
  }
}
