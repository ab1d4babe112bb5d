// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

/// What a folded run keeps, and when there is none.
struct FoldedRecordTests {
  private func star(_ count: Int) -> Cluster {
    var sketch = FabricSketch(accelerators: count)
    let hub = sketch.node()
    for rank in 0..<count { sketch.join(rank, hub, rate: 10, latency: 300, energy: 2) }
    return sketch.cluster
  }

  private func ring(_ count: Int) -> FoldingCase {
    FoldingCase(
      description: "ring of \(count)", cluster: star(count),
      program: TinyProgram.single(.allReduce, ranks: count, bytes: .megabytes(1)),
      policy: CollectivePolicy(algorithms: [.allReduce: "ring"]))
  }

  private func run(
    _ one: FoldingCase, _ record: RecordOptions, _ folding: FoldingMode
  ) throws -> (Timeline, EventColumns) {
    var sink = EventsInMemory()
    let timeline = try Simulation.run(
      try one.lowered(), on: one.cluster, transport: one.transport, record: record,
      folding: folding, into: &sink)
    return (timeline, sink.columns)
  }

  @Test(arguments: [false, true])
  func `recording changes no prediction of a folded run`(unfolds: Bool) throws {
    var full = RecordOptions()
    full.unfolds = unfolds
    var bare = RecordOptions.nothing
    bare.unfolds = unfolds
    let recorded = try run(ring(6), full, .auto)
    let kept = try run(ring(6), bare, .auto)
    #expect(recorded.0.duration == kept.0.duration)
    #expect(recorded.0.ledger == kept.0.ledger)
    #expect(recorded.0.ranks.communicating == kept.0.ranks.communicating)
    #expect(kept.1.count == 0 && kept.0.links.link.isEmpty)
    #expect(recorded.1.count == (unfolds ? 6 : 1))
    #expect((recorded.0.folding == nil) == unfolds)
  }

  @Test(arguments: 0..<20)
  func `the same input gives the same bits folded`(seed: UInt64) throws {
    for fabric in [RandomFabric.twoLevels, .star, .nestedRails] {
      let one = try FoldingCase(fabric, seed: seed)
      guard let first = try? run(one, RecordOptions(), .auto) else { continue }
      let second = try run(one, RecordOptions(), .auto)
      #expect(first.0.duration == second.0.duration && first.0.ledger == second.0.ledger)
      #expect(first.1.end == second.1.end && first.1.rankClass == second.1.rankClass)
      #expect(first.0.links.bytes.amounts == second.0.links.bytes.amounts)
      #expect(first.0.folding == second.0.folding)
    }
  }

  @Test func `nothing is folded where nothing is asked, or whole messages are served`() throws {
    let one = ring(6)
    #expect(try run(one, RecordOptions(), .off).0.folding == nil)
    var whole = one
    whole.transport = .astraSim(AstraSim(isCongestionAware: true))
    let plain = try run(whole, RecordOptions(), .off)
    let asked = try run(whole, RecordOptions(), .auto)
    #expect(asked.0.folding == nil)
    #expect(asked.0.duration == plain.0.duration && asked.1.end == plain.1.end)
  }

  @Test func `one rank, and ranks that all differ, are not folded`() throws {
    let single = FoldingCase(
      description: "one rank", cluster: star(1),
      program: TinyProgram.single(.allReduce, ranks: 1, bytes: .megabytes(1)))
    #expect(Symmetry.fold(try single.lowered(), on: single.cluster) == nil)
    var apart = ring(6)
    apart.program.slowdownOfRank = (0..<6).map { 1 + Double($0) / 7 }
    #expect(Symmetry.fold(try apart.lowered(), on: apart.cluster) == nil)
  }

  @Test func `a message that nobody sends ends a folded run as it ends any`() throws {
    var tiny = TinyProgram(rankCount: 4)
    let row = tiny.add(.receive, stream: -1, bytes: .megabytes(1), peer: -1, tag: 3)
    tiny.graphs[0][row].operation.family = 0
    let one = FoldingCase(
      description: "deadlock", cluster: star(4), program: tiny.program)
    #expect(throws: SimulationError.self) { try self.run(one, RecordOptions(), .off) }
    #expect(throws: SimulationError.self) { try self.run(one, RecordOptions(), .auto) }
  }

  /// A protocol's base, steps and wire, which depend on the outermost domain of a message.
  @Test(arguments: [RandomFabric.star, .twoLevels, .nestedSwitches, .nestedRails, .torus])
  func `protocols are paid as without folding`(fabric: RandomFabric) throws {
    let families: [MessageFamily: Seconds] = [
      .ring: .microseconds(3), .tree: .microseconds(5), .pat: .microseconds(4),
      .inNetwork: .microseconds(6),
    ]
    let slow = families.mapValues { $0 * 1.7 }
    var count = FoldingCount()
    for seed in 0..<UInt64(12) {
      var one = try FoldingCase(fabric, seed: seed)
      one.cluster.linkClasses = one.cluster.domains.indices.map { $0 == 0 ? .scaleUp : .network }
      one.policy.protocols = [
        MessageProtocol(
          name: "half", wireEfficiency: 0.5, base: families,
          step: [.scaleUp: families, .network: slow, .pcie: slow])
      ]
      one.policy.protocolName = "half"
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      count.add(report)
    }
    #expect(count.folded >= 2, "\(count)")
  }
}
