// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// The smallest cases of what tells links, ranks and messages apart.
struct DirectedFoldingTests {
  private func expectSame(_ one: FoldingCase, classes: Int? = nil) throws {
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
    if let classes { #expect(report.classes == classes, "\(one)") }
  }

  private func star(_ count: Int) -> FabricSketch {
    var sketch = FabricSketch(accelerators: count)
    let hub = sketch.node()
    for rank in 0..<count { sketch.join(rank, hub, rate: 10, latency: 300, energy: 2) }
    return sketch
  }

  /// An expert that gets three times as much as others is a class of its own, and nobody else is.
  @Test(arguments: [CollectiveKind.allToAll]) func `a hot expert splits itself off`(
    kind: CollectiveKind
  ) throws {
    let ranks = 16
    let hot = 5
    var one = FoldingCase(
      description: "hot expert", cluster: star(ranks).cluster,
      program: TinyProgram.single(kind, ranks: ranks, bytes: .megabytes(1)))
    one.policy.algorithms = [kind: "direct"]
    let weights = (0..<ranks * ranks).map { parcel in
      (parcel % ranks == hot ? 3.0 : 1.0) / Double(ranks + 2)
    }
    one.weights = (kind, { _ in weights })
    try expectSame(one, classes: 2)
  }

  /// Links into accelerators lose by many senders, links into switches do not: they are not one class
  /// though they carry the same.
  @Test(arguments: [("bidirectional-ring", CollectiveKind.allReduce), ("direct", .allToAll)])
  func `incast is lost at accelerators only`(algorithm: String, kind: CollectiveKind) throws {
    var sketch = star(5)
    sketch.incast = [0.5, 0]
    var one = FoldingCase(
      description: "incast, \(algorithm)", cluster: sketch.cluster,
      program: TinyProgram.single(kind, ranks: 5, bytes: .megabytes(1)))
    one.policy.algorithms = [kind: algorithm]
    try expectSame(one, classes: 1)
  }

  /// Where leaves are twins, an aggregation climbs by the first of them, messages by both.
  @Test func `switches that reduce on twin leaves load what the router says`() throws {
    var sketch = FabricSketch(accelerators: 4)
    let leaves = (0..<4).map { _ in sketch.node() }
    let spine = sketch.node()
    for rank in 0..<4 {
      for plane in 0..<2 {
        sketch.join(rank, leaves[rank / 2 * 2 + plane], rate: 10, latency: 300, energy: 2)
      }
    }
    for leaf in leaves { sketch.join(leaf, spine, rate: 10, latency: 300) }
    sketch.reduction = [.aggregation]
    var one = FoldingCase(
      description: "twin leaves", cluster: sketch.cluster,
      program: TinyProgram.single(.allReduce, ranks: 4, bytes: .megabytes(1)))
    one.policy.algorithms = [.allReduce: "in-network"]
    try expectSame(one)
  }

  /// Two messages between the same ranks under one tag meet their receives in the order in which they
  /// were sent, whatever families they were sent along.
  @Test func `messages of two families under one tag keep their order`() throws {
    var tiny = TinyProgram(rankCount: 4)
    tiny.families.append(
      CommunicatorFamily(name: "again", groups: [[0, 1, 2, 3]], rankCount: 4))
    for (kind, families) in [(OperationKind.send, [0, 1]), (.receive, [1, 0])] {
      for (place, family) in families.enumerated() {
        let row = tiny.add(
          kind, stream: -1, after: place == 0 ? [] : [tiny.graphs[0].count - 1],
          bytes: .megabytes(1), peer: kind == .send ? 1 : -1, tag: 7)
        tiny.graphs[0][row].operation.family = Int32(family)
      }
    }
    try expectSame(
      FoldingCase(
        description: "one tag, two families", cluster: star(4).cluster, program: tiny.program))
  }

  /// A member that sends more than others is a class of its own.
  @Test func `blocks of unequal size tell members apart`() throws {
    var one = FoldingCase(
      description: "unequal blocks", cluster: star(6).cluster,
      program: TinyProgram.single(.allToAll, ranks: 6, bytes: .megabytes(6)))
    one.policy.algorithms = [.allToAll: "direct"]
    // Parcels for place 0 are twice as large.
    one.weights = (
      .allToAll,
      { schedule in
        (0..<schedule.memberCount * schedule.memberCount).map {
          $0 % schedule.memberCount == 0 ? 2.0 / 7 : 1.0 / 7
        }
      }
    )
    try expectSame(one)
  }
}
