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

/// Answers that are known without an event loop.
struct ExactTests {
  private static let rate = 50e9
  private static let latency = 700e-9
  private static let size = 64e6

  private func uniform(_ ranks: Int, _ topology: UniformTopology = .ring) throws -> Cluster {
    try .uniform(
      topology, ranks: ranks, rate: .gigabytesPerSecond(Self.rate / 1e9),
      latency: .seconds(Self.latency), energyPerBit: .picojoulesPerBit(4), overhead: .zero,
      reduction: nil)
  }

  private func lanes(
    _ program: Program, _ cluster: Cluster, algorithm: String? = nil, folds: Bool = true
  ) throws -> LaneProgram {
    var policy = CollectivePolicy()
    if let algorithm { policy.algorithms[.allReduce] = algorithm }
    return try LaneProgram(
      try FlowGraph(
        program: program, cluster: cluster, placement: .identity(rankCount: program.rankCount),
        policy: policy), on: cluster, folds: folds)
  }

  private func sets(_ cluster: Cluster, _ count: Int) -> [LaneParameters] {
    (0..<count).map { lane in
      var set = LaneParameters(of: cluster)
      set.bandwidth = set.bandwidth.map { _ in 0.3 + 0.17 * Double(lane) }
      set.latency = set.latency.map { _ in 3 / (1 + Double(lane)) }
      set.energyPerBit = set.energyPerBit.map { _ in 1 + Double(lane) }
      return set
    }
  }

  @Test(arguments: [2, 8, 1_024])
  func `a ring takes its steps times latency and a part over the rate`(ranks: Int) throws {
    let cluster = try uniform(ranks)
    let program = TinyProgram.single(.allReduce, ranks: ranks, bytes: .bytes(Self.size))
    let answers = try lanes(program, cluster, algorithm: "ring").answers(sets(cluster, 11))
    for (lane, set) in sets(cluster, 11).enumerated() {
      let part = Self.size / Double(ranks)
      let step = Self.latency * set.latency[0] + part / (Self.rate * set.bandwidth[0])
      let expected = 2 * Double(ranks - 1) * step
      #expect(answers.isExact(lane))
      #expect(abs(answers.duration(lane).upper.rawValue - expected) <= 1e-12 * expected)
      // Everybody talks from beginning to end, and every bit crosses one link a step.
      #expect(answers.exposed(lane) == answers.duration(lane))
      let bits = 8 * 2 * Double(ranks - 1) * part * Double(ranks)
      let joules = bits * 4e-12 * set.energyPerBit[0]
      #expect(
        abs(answers.dynamicEnergy(line: answers.lines.count - 1, lane).upper.rawValue - joules)
          <= 1e-9
          * joules)
    }
  }

  @Test func `flows that share a link lie between one alone and both in turn`() throws {
    // Two ranks send to a third at once: each could have its link, or wait for the other.
    var tiny = TinyProgram.separate(rankCount: 3)
    for sender in 0..<2 {
      tiny.add(.send, to: sender, stream: -1, bytes: .bytes(Self.size), peer: 2)
      tiny.add(.receive, to: 2, stream: -1, bytes: .bytes(Self.size), peer: Int32(sender))
    }
    let cluster = try uniform(3, .packetSwitch)
    let answer = try lanes(tiny.program, cluster, folds: false).answers([
      LaneParameters(of: cluster)
    ])
    let alone = Self.size / Self.rate + 2 * Self.latency
    #expect(abs(answer.duration(0).lower.rawValue - alone) < 1e-12)
    #expect(abs(answer.duration(0).upper.rawValue - (alone + Self.size / Self.rate)) < 1e-12)
    #expect(!answer.isExact(0))
  }

  @Test func `work beside a message takes longer by what is lost beside it`() throws {
    var tiny = TinyProgram(rankCount: 2, streams: ["main", "wire"])
    tiny.add(.compute, stream: 0, duration: .milliseconds(10))
    tiny.add(.collective, stream: 1, bytes: .bytes(Self.size))
    var program = tiny.program
    program.graphs[0].overlapSlowdown = 1.25
    let cluster = try uniform(2)
    let answer = try lanes(program, cluster, algorithm: "ring").answers([
      LaneParameters(of: cluster)
    ])
    let talk = 2 * (Self.latency + Self.size / 2 / Self.rate)
    #expect(answer.isExact(0))
    let expected = 10e-3 + talk * (1 - 1 / 1.25)
    #expect(abs(answer.duration(0).upper.rawValue - expected) < 1e-12)
    #expect(answer.exposed(0).upper.rawValue < 1e-12)
  }

  @Test func `each lane takes the algorithm that is fastest for it`() throws {
    let cluster = try uniform(64, .packetSwitch)
    let program = TinyProgram.single(.allReduce, ranks: 64, bytes: .bytes(2e6))
    let names = ["ring", "halving-doubling", "recursive-doubling"]
    let programs = try names.map { try lanes(program, cluster, algorithm: $0) }
    var sets: [LaneParameters] = []
    for lane in 0..<24 {
      var set = LaneParameters(of: cluster)
      set.latency = set.latency.map { _ in lane < 12 ? 0 : Double(lane * lane) }
      set.bandwidth = set.bandwidth.map { _ in 0.05 * Double(1 + lane % 12) }
      sets.append(set)
    }
    let (answers, choices) = try LaneChoices(programs).answers(sets, threads: 2)
    #expect(Set(choices).count > 1)
    let each = try programs.map { try $0.answers(sets) }
    for lane in sets.indices {
      let durations = each.map { $0.duration(lane) }
      #expect(answers.duration(lane) == durations[choices[lane]])
      #expect(durations.allSatisfy { $0.upper >= answers.duration(lane).upper })
      #expect(answers.energy(lane) == each[choices[lane]].energy(lane))
    }
  }
}
