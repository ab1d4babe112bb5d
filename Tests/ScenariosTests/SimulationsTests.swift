// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios
import TestSupport
import Testing

/// What programs that use the library call.
struct SimulationsTests {
  @Test func `a collective takes as long with one rank of a class simulated as with all`() throws {
    func ring(folds: Bool) throws -> SimulatedRun {
      try Simulations.collective(
        "all-reduce", algorithm: "ring", ranks: 8, bytes: .bytes(8e6), topology: "ring",
        rate: .gigabytesPerSecond(1), latency: .zero, folds: folds)
    }
    // 14 rounds of 1 MB at 1 GB/s: 14 ms, and 8 messages in each.
    let (folded, plain) = (try ring(folds: true), try ring(folds: false))
    #expect(folded.duration.isClose(to: .milliseconds(14), ulps: 16))  // fourteen sums
    #expect(plain.duration.isClose(to: .milliseconds(14), ulps: 16))
    #expect(folded.traffic.flows == 112 && plain.traffic.flows == 112)
    #expect(plain.traffic.flowClasses == 112)
    // All ranks of a ring are alike: one flow a round.
    #expect(folded.traffic.flowClasses == 14)
  }

  @Test func `a scenario that only lanes may answer has no traffic to tell`() throws {
    let path = PackageRoot.path("scenarios/tiny.yaml")
    let error = #expect(throws: (any Error).self) {
      try Simulations.scenario(at: path, overrides: ["engine=lanes"])
    }
    #expect(error.map { "\($0)".hasSuffix("allowed here: fluid, auto") } == true)
    let auto = try Simulations.scenario(at: path, overrides: ["engine=auto"])
    #expect(try auto.duration == Simulations.scenario(at: path).duration)
  }

  @Test func `a scenario is folded unless said`() throws {
    let path = PackageRoot.path("scenarios/tiny.yaml")
    let folded = try Simulations.scenario(at: path)
    let plain = try Simulations.scenario(at: path, folds: false)
    #expect(folded.duration.isClose(to: plain.duration, ulps: 8))  // rates by another sum
    #expect(folded.traffic.flows == plain.traffic.flows)
    #expect(plain.traffic.flowClasses == plain.traffic.flows)
    #expect(folded.traffic.flowClasses < plain.traffic.flows)
  }
}
