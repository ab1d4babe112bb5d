// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Programs and clusters at the edge of what there is to fold.
struct CornerCaseFoldingTests {
  // Of a case that is not folded there are 0 classes.
  private func expectSame(_ one: FoldingCase, classes: Int) throws {
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
    #expect(report.classes == classes, "\(one)")
  }

  private func star(_ count: Int) -> FabricSketch {
    var sketch = FabricSketch(accelerators: count)
    let hub = sketch.node()
    for rank in 0..<count { sketch.join(rank, hub, rate: 10, latency: 300, energy: 2) }
    return sketch
  }

  /// Two switches that nothing joins, with as many accelerators each.
  private func islands(_ count: Int) -> Cluster {
    var sketch = FabricSketch(accelerators: count)
    let hubs = [sketch.node(), sketch.node()]
    for rank in 0..<count { sketch.join(rank, hubs[rank % 2], rate: 10, latency: 300) }
    sketch.reduction = [.aggregation]
    return sketch.cluster
  }

  @Test func `one rank has nobody to be like`() throws {
    try expectSame(
      FoldingCase(
        description: "one rank", cluster: star(1).cluster,
        program: TinyProgram.single(.allReduce, ranks: 1, bytes: .megabytes(1))), classes: 0)
  }

  @Test func `ranks without operations are of one class`() throws {
    try expectSame(
      FoldingCase(
        description: "no operations", cluster: star(4).cluster,
        program: TinyProgram(rankCount: 4).program), classes: 1)
  }

  @Test(arguments: [CollectiveKind.allReduce, .allToAll, .broadcast, .barrier])
  func `a collective of one has no flow`(kind: CollectiveKind) throws {
    var tiny = TinyProgram(rankCount: 4)
    tiny.families = [
      CommunicatorFamily(name: "alone", groups: (0..<4).map { [$0] }, rankCount: 4)
    ]
    let first = tiny.add(
      .collective, bytes: .megabytes(1), collective: kind, peer: kind.hasRoot ? 0 : -1)
    tiny.add(.compute, after: [first], duration: .microseconds(5))
    try expectSame(
      FoldingCase(
        description: "groups of one", cluster: star(4).cluster, program: tiny.program),
      classes: 1)
  }

  @Test func `a message to itself goes nowhere`() throws {
    var tiny = TinyProgram(rankCount: 4)
    tiny.families = [
      CommunicatorFamily(name: "alone", groups: (0..<4).map { [$0] }, rankCount: 4)
    ]
    for (kind, distance) in [(OperationKind.send, Int32(1)), (.receive, -1)] {
      let row = tiny.add(kind, stream: -1, bytes: .megabytes(1), peer: distance)
      tiny.graphs[0][row].operation.family = 0
    }
    try expectSame(
      FoldingCase(
        description: "messages in groups of one", cluster: star(4).cluster,
        program: tiny.program), classes: 1)
  }

  @Test func `a family that nothing is exchanged in tells nobody apart`() throws {
    var tiny = TinyProgram(rankCount: 6)
    tiny.families.append(
      CommunicatorFamily(name: "unused", groups: [[0, 1, 2], [4, 3]], rankCount: 6))
    tiny.add(.collective, bytes: .megabytes(1))
    try expectSame(
      FoldingCase(
        description: "unused family", cluster: star(6).cluster, program: tiny.program),
      classes: 1)
  }

  @Test(arguments: ["ring", "direct"])
  func `accelerators that no rank runs on stay idle`(algorithm: String) throws {
    var one = FoldingCase(
      description: "spare accelerators, \(algorithm)", cluster: star(9).cluster,
      program: TinyProgram.single(.allReduce, ranks: 4, bytes: .megabytes(1)))
    one.policy.algorithms = [.allReduce: algorithm]
    one.placement = Placement(acceleratorOfRank: [7, 1, 4, 0].map { GPUID($0) })
    try expectSame(one, classes: 1)
  }

  @Test(arguments: CollectiveKind.allCases)
  func `nothing to move takes its latency and no more`(kind: CollectiveKind) throws {
    for chunks in [1, 3] {
      var one = FoldingCase(
        description: "no bytes, \(kind), \(chunks) chunks", cluster: star(4).cluster,
        program: TinyProgram.single(kind, ranks: 4, bytes: .zero))
      one.policy.chunks = chunks
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      #expect(kind.hasRoot || report.classes > 0, "\(one)")
    }
  }

  /// The run of every rank says which way is missing, and a run that would fold says the same.
  @Test(arguments: [
    ("ring", CollectiveKind.allReduce), ("direct", .allToAll), ("in-network", .allReduce),
  ])
  func `ranks that cannot reach each other are not folded`(
    algorithm: String, kind: CollectiveKind
  ) throws {
    var one = FoldingCase(
      description: "islands, \(algorithm)", cluster: islands(6),
      program: TinyProgram.single(kind, ranks: 6, bytes: .megabytes(1)))
    one.policy.algorithms = [kind: algorithm]
    let graph = try one.lowered()
    #expect(Symmetry.fold(graph, on: one.cluster) == nil)
    let plain = #expect(throws: SimulationError.self) { try one.run(graph, folding: .off) }
    let folded = #expect(throws: SimulationError.self) { try one.run(graph, folding: .auto) }
    #expect(plain != nil)
    #expect(folded == plain)
  }

  /// Each island is whole in itself: groups that stay on theirs are alike.
  @Test(arguments: ["ring", "direct"])
  func `groups on separate islands are of one class`(algorithm: String) throws {
    var tiny = TinyProgram(rankCount: 6)
    tiny.families = [
      CommunicatorFamily(name: "islands", groups: [[0, 2, 4], [1, 3, 5]], rankCount: 6)
    ]
    tiny.add(.collective, bytes: .megabytes(1))
    var one = FoldingCase(
      description: "groups on islands, \(algorithm)", cluster: islands(6),
      program: tiny.program)
    one.policy.algorithms = [.allReduce: algorithm]
    try expectSame(one, classes: 1)
  }
}
