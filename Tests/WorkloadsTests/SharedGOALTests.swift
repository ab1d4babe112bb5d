// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Workloads

/// Schedules made for LogGOPSim, read where they lie beside the package, against the pattern that
/// each is named after.
@Suite(
  .enabled(
    if: Place.isThere(Place.sharedSchedules),
    "no schedules for LogGOPSim in ../shared/data/oracles/loggops"))
struct SharedGOALTests {
  private func messages(_ name: String) throws -> (sends: [[String]], receives: [[String]]) {
    let loaded = try GOALTrace.load(path: "\(Place.sharedSchedules)/\(name).goal")
    WorkloadConformance.check(loaded.program)
    func texts(_ rank: Int, _ kind: OperationKind) -> [String] {
      let graph = loaded.graph(ofRank: rank)
      return graph.kind.indices.filter { graph.kind[$0] == kind }
        .map { "\(Int(graph.bytes[$0]))b \(graph.peer[$0]) \(graph.tag[$0])" }
    }
    let ranks = 0..<loaded.program.rankCount
    return (ranks.map { texts($0, .send) }, ranks.map { texts($0, .receive) })
  }

  @Test func `the ring of 8 sends one message a round to the next rank`() throws {
    // 2 (p - 1) rounds, the round as the tag.
    let found = try messages("ring8")
    for rank in 0..<8 {
      #expect(found.sends[rank] == (0..<14).map { "8192b \((rank + 1) % 8) \($0)" })
      #expect(found.receives[rank] == (0..<14).map { "8192b \((rank + 7) % 8) \($0)" })
    }
  }

  @Test func `the binomial tree of 16 doubles those who have the data every round`() throws {
    // Rank r gets it in the round of its highest bit, and sends in every later one.
    let found = try messages("binomialtreebcast_16")
    for rank in 0..<16 {
      let later = (0..<4).map { 1 << $0 }.filter { $0 > rank }
      #expect(found.sends[rank] == later.map { "4096b \(rank + $0) 0" })
      let highest = (0..<4).map { 1 << $0 }.last { $0 <= rank }
      #expect(found.receives[rank] == (highest.map { ["4096b \(rank - $0) 0"] } ?? []))
    }
  }

  @Test func `the all-reduce of 16 halves four times and doubles four times`() throws {
    let found = try messages("allreduce_recdoub_16")
    let distances = [1, 2, 4, 8, 8, 4, 2, 1]
    for rank in 0..<16 {
      // 4 KiB halved at every distance: 2048 at 1, 256 at 8.
      let expected = distances.map { "\(2048 / $0)b \(rank ^ $0) 0" }
      #expect(found.sends[rank] == expected)
      #expect(found.receives[rank] == expected)
    }
  }
}

extension Place {
  fileprivate static let sharedSchedules = "\(package)/../shared/data/oracles/loggops"
}
