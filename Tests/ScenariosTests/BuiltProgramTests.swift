// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios
import TestSupport
import Testing

@Suite struct BuiltProgramTests {
  private func ring(ranks: Int) throws -> BuiltCluster {
    try BuiltCluster(
      topology: "switch", ranks: ranks, rate: .gigabytesPerSecond(50), latency: .zero)
  }

  @Test func `a program takes the same time and messages folded and not`() throws {
    let program = try BuiltProgram.collective("all-reduce", ranks: 16, bytes: .gigabytes(1))
    let folded = try Simulations.time(
      program, on: ring(ranks: 16), algorithms: ["all-reduce": "ring"])
    let unfolded = try Simulations.time(
      program, on: ring(ranks: 16), algorithms: ["all-reduce": "ring"], folds: false)
    // 2 x 15 steps of 1/16 GB at 50 GB/s, each rounded once.
    #expect(folded.duration.isClose(to: .seconds(30.0 / 16 / 50), ulps: 30))
    #expect(folded.duration == unfolded.duration)
    #expect(folded.traffic.flows == 16 * 30)
    #expect(unfolded.traffic.flows == 16 * 30)
    #expect(folded.traffic.flowClasses < unfolded.traffic.flowClasses)
    #expect(folded.algorithms == ["ring"])
  }

  @Test func `a link that fails makes way through the others, or an error of both ends`() throws {
    let program = try BuiltProgram.collective("all-reduce", ranks: 4, bytes: .gigabytes(1))
    let whole = try ring(ranks: 4)
    let cut = try whole.withFailedLinks(between: "gpu0", and: "switch.switch0")
    #expect(cut.linkCount == whole.linkCount - 2)
    let error = #expect(throws: (any Error).self) { try Simulations.time(program, on: cut) }
    #expect(error.map { "\($0)".contains("no path leads from gpu0") } == true)
  }

  @Test func `a training step fills a multiple of 1,024 ranks, and stragglers are ranks of it`()
    throws
  {
    #expect(try BuiltProgram.pipelinedTraining(ranks: 2048).rankCount == 2048)
    func said(_ body: () throws -> BuiltProgram) -> String? {
      #expect(throws: (any Error).self) { try body() }.map { "\($0)" }
    }
    #expect(
      said { try .pipelinedTraining(ranks: 1000) } == "1000 ranks; allowed: a multiple of 1024")
    let program = try BuiltProgram.collective("all-reduce", ranks: 4, bytes: .gigabytes(1))
    #expect(
      said { try program.withStragglers([4], slowdown: 2) }
        == "rank 4; all-reduce has ranks 0 to 3")
  }

  @Test func `a cluster file is read with its overrides`() throws {
    let cluster = try BuiltCluster(
      path: PackageRoot.path("topologies/rail-only-4096.yaml"),
      overrides: ["accelerator.count=64", "domains[1].size=8"])
    #expect(cluster.acceleratorCount == 64)
    #expect(cluster.linkCount == 2 * 64 + 2 * 64)
  }

  // 2 x 15 steps of 1/16 GB at 50 GB/s; links of twice the rate take half.
  @Test func `lanes answer many sets of a program, each as it is`() throws {
    let program = try BuiltProgram.collective("all-reduce", ranks: 16, bytes: .gigabytes(1))
    let lanes = try Simulations.lanes(
      program, on: ring(ranks: 16), algorithms: ["all-reduce": "ring"])
    let bandwidths = (1...11).map(Double.init)
    let answers = try lanes.durations(
      computeRates: bandwidths.map { _ in 1 }, bandwidths: bandwidths, threads: 2)
    #expect(answers.count == 11)
    for (answer, bandwidth) in zip(answers, bandwidths) {
      let seconds = 30.0 / 16 / 50 / bandwidth
      #expect(abs(answer.lower.rawValue / seconds - 1) < 1e-9)
      #expect(abs(answer.upper.rawValue / seconds - 1) < 1e-9)
    }
    #expect(lanes.description.contains("moments"))
    for (rates, links) in [([1.0], [1.0, 2.0]), ([0.0], [1.0]), ([1.0], [-1.0])] {
      #expect(throws: (any Error).self) {
        try lanes.durations(computeRates: rates, bandwidths: links)
      }
    }
  }

  /// Rails that nothing joins are crossed by no algorithm that `auto` takes: servers first, then rails.
  @Test func `auto finds the algorithm that keeps to the rails`() throws {
    let cluster = try BuiltCluster(
      path: PackageRoot.path("topologies/rail-only-4096.yaml"),
      overrides: ["accelerator.count=64", "domains[1].size=8"])
    let program = try BuiltProgram.collective("all-reduce", ranks: 64, bytes: .mebibytes(64))
    let answer = try Simulations.time(program, on: cluster)
    #expect(answer.algorithms.count == 1 && answer.algorithms != ["direct"])
    #expect(throws: (any Error).self) {
      try Simulations.time(program, on: cluster, algorithms: ["all-reduce": "direct"])
    }
  }
}
