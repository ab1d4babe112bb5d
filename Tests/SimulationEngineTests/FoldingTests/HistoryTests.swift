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

/// Steps with a straggler: few classes while replicas work apart, many where they meet.
struct HistoryTests {
  private static let pairs = 12

  /// Pairs that work together many times, and rings over all pairs that add up gradients at the end.
  ///
  /// - Parameters:
  ///   - distance: ranks between the two of a pair.
  ///   - steps: of a pair, by kind of graph; the graph of a pair is its number modulo the count.
  ///   - straggler: a rank that computes slower; nil for none.
  /// - Returns: a program of all ranks.
  private func program(distance: Int, steps: [Int], straggler: Int?) -> Program {
    let ranks = 2 * Self.pairs
    var tiny = TinyProgram(rankCount: ranks)
    let firsts = (0..<ranks).filter { $0 / distance % 2 == 0 }
    let kinds = steps.count
    tiny.families = [
      CommunicatorFamily(
        name: "tp", groups: firsts.map { [Int32($0), Int32($0 + distance)] }, rankCount: ranks),
      CommunicatorFamily(
        name: "dp",
        groups: (0..<kinds).flatMap { kind in
          [0, distance].map { offset in
            firsts.indices.filter { $0 % kinds == kind }.map { Int32(firsts[$0] + offset) }
          }
        }, rankCount: ranks),
    ]
    tiny.graphs = Array(repeating: [], count: kinds)
    for (pair, first) in firsts.enumerated() {
      tiny.graphOfRank[first] = Int32(pair % kinds)
      tiny.graphOfRank[first + distance] = Int32(pair % kinds)
    }
    for (graph, count) in steps.enumerated() {
      var last: [Int] = []
      for _ in 0..<count {
        let work = tiny.add(.compute, to: graph, after: last, duration: .microseconds(100))
        last = [
          tiny.add(
            .collective, to: graph, after: [work], bytes: .megabytes(1), family: 0)
        ]
      }
      tiny.add(.collective, to: graph, after: last, bytes: .megabytes(4), family: 1)
    }
    var program = tiny.program
    if let straggler {
      program.slowdownOfRank = (0..<ranks).map { $0 == straggler ? 1.4 : 1 }
    }
    return program
  }

  private func star() -> Cluster {
    var sketch = FabricSketch(accelerators: 2 * Self.pairs)
    let hub = sketch.node()
    for rank in 0..<2 * Self.pairs {
      sketch.join(rank, hub, rate: 10, latency: 300, energy: 2)
    }
    return sketch.cluster
  }

  /// Four leaves of six under one spine; trunks are narrow enough to matter.
  private func tree() -> Cluster {
    var sketch = FabricSketch(accelerators: 2 * Self.pairs)
    let leaves = (0..<4).map { _ in sketch.node() }
    let spine = sketch.node()
    for rank in 0..<2 * Self.pairs {
      sketch.join(rank, leaves[rank / 6], rate: 10, latency: 300, energy: 2)
    }
    for leaf in leaves { sketch.join(leaf, spine, rate: 20, latency: 500) }
    return sketch.cluster
  }

  private func folded(_ one: FoldingCase) throws -> FoldedGraph? {
    Symmetry.fold(try one.lowered(), on: one.cluster)
  }

  private func oneCase(_ name: String, _ cluster: Cluster, _ program: Program) -> FoldingCase {
    var one = FoldingCase(description: name, cluster: cluster, program: program)
    one.policy.algorithms = [.allReduce: "ring"]
    return one
  }

  /// The straggler and its mate are apart from the start, and everyone is in the rings at the end.
  @Test func `replicas that only meet at the end are told apart only there`() throws {
    let one = oneCase("star", star(), program(distance: 1, steps: [8], straggler: 5))
    let quotient = try #require(try folded(one))
    #expect(quotient.firstPart == 3)
    #expect(quotient.classCount > Self.pairs)
    #expect(quotient.partStart.count == quotient.classCount + 1)
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
  }

  /// Without a straggler there is nothing to tell apart, and nothing is cut.
  @Test func `a step without a straggler is one class throughout`() throws {
    let one = oneCase("star", star(), program(distance: 1, steps: [8], straggler: nil))
    let quotient = try #require(try folded(one))
    #expect(quotient.classCount == 1 && quotient.part.isEmpty)
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
  }

  /// Pairs with less to do are in their rings while others still work over the same trunks: the two
  /// sides of the cut meet there, and the run is made with one partition.
  @Test func `sides of a cut that meet on a link are found out`() throws {
    let one = oneCase("tree", tree(), program(distance: 6, steps: [3, 9], straggler: 2))
    let graph = try one.lowered()
    let quotient = try #require(Symmetry.fold(graph, on: one.cluster))
    try #require(!quotient.part.isEmpty)
    var loop = EventLoop(
      graph, folded: quotient, on: one.cluster, transport: .fluid(), record: .nothing)
    var events = EventsInMemory()
    var isBroken = false
    do {
      try loop.run(into: &events, progress: nil)
    } catch is BrokenSymmetry {
      isBroken = true
    }
    #expect(isBroken)
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
  }

  /// The same on a fabric where they do not meet.
  @Test func `sides of a cut that do not meet hold to the end`() throws {
    let one = oneCase("star", star(), program(distance: 6, steps: [3, 9], straggler: 2))
    let quotient = try #require(try folded(one))
    #expect(!quotient.part.isEmpty)
    let report = try one.report()
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
  }
}
