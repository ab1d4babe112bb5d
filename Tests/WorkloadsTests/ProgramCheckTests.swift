// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workloads

/// A program of `rankCount` ranks, each with a graph of its own, over one group of all.
private func program(
  _ graphs: [OperationGraph], names: [String] = ["a", "b", "c"],
  groups: [[Int32]]? = nil
) -> Program {
  Program(
    name: "test", rankCount: graphs.count, graphs: graphs,
    graphOfRank: graphs.indices.map(Int32.init),
    families: [
      CommunicatorFamily(
        name: "dp", groups: groups ?? [graphs.indices.map(Int32.init)], rankCount: graphs.count)
    ], names: names, streams: ["main"])
}

private func graph(
  _ operations: [OperationGraph.Operation], _ edges: [(Int32, Int32)] = []
) -> OperationGraph {
  var graph = OperationGraph()
  for operation in operations { graph.append(operation) }
  graph.connect(edges.map { (earlier: $0.0, later: $0.1) })
  return graph
}

private func operation(
  _ kind: OperationKind, name: Int32 = 0,
  _ change: (inout OperationGraph.Operation) -> Void = { _ in }
) -> OperationGraph.Operation {
  var operation = OperationGraph.Operation(kind: kind, name: name, stream: 0)
  change(&operation)
  return operation
}

private func said(_ program: Program) -> String? { problem { try program.validate() } }

@Suite struct ProgramCheckTests {
  @Test func `a circle of dependencies is named`() {
    let work = (0..<3).map { operation(.compute, name: $0) }
    #expect(said(program([graph(work, [(0, 1), (1, 2)])])) == nil)
    #expect(
      said(program([graph(work, [(0, 1), (1, 2), (2, 1)])]))
        == "rank 0: operations wait for each other: \"b\" -> \"c\" -> \"b\"")
  }

  @Test func `a rank without a graph is named`() {
    var broken = program([graph([operation(.compute)]), graph([operation(.compute)])])
    broken.graphOfRank = [0, 2]
    #expect(said(broken) == "rank 1: has no work: graph 2 is not there")
    broken.graphOfRank = [0]
    #expect(said(broken) == "2 ranks, but work for 1 of them")
  }

  @Test func `a rank outside the group of its collective is named`() {
    let collective = graph([operation(.collective) { $0.family = 0 }])
    let outside = program([collective, collective], groups: [[0]])
    #expect(
      said(outside) == "rank 1: collective \"a\" runs on dp, of which the rank is no member")
  }

  @Test func `members that disagree are named with what differs`() {
    let eight = graph([operation(.collective) { ($0.family, $0.bytes) = (0, 8) }])
    let nine = graph([operation(.collective, name: 1) { ($0.family, $0.bytes) = (0, 9) }])
    #expect(said(program([eight, eight])) == nil)
    #expect(
      said(program([eight, nine])) == "rank 1: collective 1 on dp is \"b\", all-reduce of 9 B, but "
        + "rank 0 has \"a\", all-reduce of 8 B")
    #expect(
      said(program([eight, graph([])]))
        == "rank 1: 0 collectives on dp, but rank 0 of the same group has 1")
  }

  @Test func `ordinals count up without gaps`() {
    let second = graph([operation(.collective) { ($0.family, $0.ordinal) = (0, 1) }])
    #expect(said(program([second]))?.contains("number 1 on dp, where number 0 is due") == true)
  }

  @Test func `a peer out of range, the rank itself and a missing partner are named`() {
    func send(_ peer: Int32) -> OperationGraph {
      graph([operation(.send) { ($0.peer, $0.bytes) = (peer, 4) }])
    }
    let idle = graph([])
    #expect(
      said(program([send(2), idle]))
        == "rank 0: send \"a\" names rank 2; the program has ranks 0 to 1")
    #expect(said(program([send(0), idle])) == "rank 0: send \"a\" names its own rank")
    #expect(
      said(program([send(1), idle]))
        == "rank 0: send \"a\" to rank 1 (tag 0, 4 B) has no receive there")
    let receive = graph([operation(.receive) { ($0.peer, $0.bytes, $0.tag) = (0, 4, 1) }])
    #expect(
      said(program([send(1), receive]))
        == "rank 0: send \"a\" to rank 1 (tag 0, 4 B) has no receive there")
  }

  @Test func `a negative or unbounded figure is refused`() {
    let wrong = graph([operation(.compute) { $0.duration = -.infinity }])
    #expect(said(program([wrong])) == "rank 0: \"a\" has duration -inf: allowed is zero or more")
  }

  @Test func `work without an accelerator's peak is named`() {
    let open = graph([operation(.compute) { ($0.duration, $0.work) = (.nan, 1e9) }])
    var known = program([open])
    #expect(
      problem { try known.resolveCompute(peak: nil, memoryBandwidth: .gigabytesPerSecond(1)) }
        == "rank 0: compute \"a\" states work but no duration, and the accelerator has no peak "
        + "rate of arithmetic")
    #expect(
      problem { try known.resolveCompute(peak: .teraoperationsPerSecond(1), memoryBandwidth: nil) }
        == nil)
    #expect(known.graphs[0].duration == [1e-3])
  }
}
