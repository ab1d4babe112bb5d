// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing
import Workloads

/// Every message of every rank, listed and sorted: what `Program.validate` must agree with.
private struct ListedMessages {
  struct End: Comparable {
    var source: Int32
    var destination: Int32
    var tag: Int32
    var index: Int
    var isSend: Bool
    var bytes: Double

    static func < (a: End, b: End) -> Bool {
      (a.source, a.destination, a.tag, a.index) < (b.source, b.destination, b.tag, b.index)
    }
    func hasEnds(of other: End) -> Bool {
      (source, destination, tag) == (other.source, other.destination, other.tag)
    }
  }

  private let program: Program

  init(_ program: Program) { self.program = program }

  /// What is wrong with the first message that is; nil where all match.
  var problem: String? {
    var sends: [End] = []
    var receives: [End] = []
    for rank in 0..<program.rankCount {
      let graph = program.graphs[Int(program.graphOfRank[rank])]
      for index in 0..<graph.count
      where graph.kind[index] == .send || graph.kind[index] == .receive {
        let isSend = graph.kind[index] == .send
        let peer = peer(of: index, in: graph, at: rank)
        if Int(peer) == rank {
          return "rank \(rank): \(isSend ? "send" : "receive") \(name(rank, index)) names its own "
            + "rank"
        }
        let end = End(
          source: isSend ? Int32(rank) : peer, destination: isSend ? peer : Int32(rank),
          tag: graph.tag[index], index: index, isSend: isSend, bytes: graph.bytes[index])
        if isSend { sends.append(end) } else { receives.append(end) }
      }
    }
    return mismatch(sends.sorted(), receives.sorted())
  }

  private func mismatch(_ sends: [End], _ receives: [End]) -> String? {
    for row in 0..<max(sends.count, receives.count) {
      guard row < sends.count else { return lone(receives[row]) }
      guard row < receives.count else { return lone(sends[row]) }
      let (send, receive) = (sends[row], receives[row])
      guard send.hasEnds(of: receive) else {
        let isReceiveFirst =
          (receive.source, receive.destination, receive.tag)
          < (send.source, send.destination, send.tag)
        return lone(isReceiveFirst ? receive : send)
      }
      guard send.bytes == receive.bytes else {
        return "rank \(send.source): send \(name(Int(send.source), send.index)) to rank "
          + "\(send.destination) (tag \(send.tag)) has "
          + "\(Bytes(rawValue: send.bytes).exactDescription), but its receive "
          + "\(name(Int(receive.destination), receive.index)) expects "
          + Bytes(rawValue: receive.bytes).exactDescription
      }
    }
    return nil
  }

  private func lone(_ end: End) -> String {
    let tag = "(tag \(end.tag), \(Bytes(rawValue: end.bytes).exactDescription))"
    return end.isSend
      ? "rank \(end.source): send \(name(Int(end.source), end.index)) to rank \(end.destination) "
        + "\(tag) has no receive there"
      : "rank \(end.destination): receive \(name(Int(end.destination), end.index)) from rank "
        + "\(end.source) \(tag) has no send there"
  }

  private func peer(of index: Int, in graph: OperationGraph, at rank: Int) -> Int32 {
    guard graph.family[index] >= 0 else { return graph.peer[index] }
    let family = program.families[Int(graph.family[index])]
    let members = family.groups[Int(family.groupOfRank[rank])]
    let place = members.firstIndex(of: Int32(rank)) ?? 0
    let target = (place + Int(graph.peer[index])) % members.count
    return members[target < 0 ? target + members.count : target]
  }

  private func name(_ rank: Int, _ index: Int) -> String {
    let graph = program.graphs[Int(program.graphOfRank[rank])]
    return "\"\(program.names[Int(graph.name[index])])\""
  }
}

@Suite struct MessageCheckTests {
  /// Ranks that share three graphs; messages along rows and columns of a grid of 2 x 3, so that
  /// distances of 1 and -1 name the same rank in a column, and some straight to a rank.
  private func program(seed: UInt64) -> Program {
    var random = SeededGenerator(seed: seed)
    var names: [String] = []
    let isShared = Bool.random(using: &random)
    var graphs = [OperationGraph](repeating: OperationGraph(), count: isShared ? 2 : 6)
    let graphOfRank = (0..<6).map { Int32(isShared ? $0 % 2 : $0) }
    func add(
      _ kind: OperationKind, to graph: Int, _ family: Int32, _ peer: Int32, _ tag: Int32,
      _ bytes: Double
    ) {
      names.append("m\(names.count)")
      var operation = OperationGraph.Operation(
        kind: kind, name: Int32(names.count - 1), stream: 0)
      (operation.family, operation.peer) = (family, peer)
      (operation.tag, operation.bytes) = (tag, bytes)
      graphs[graph].append(operation)
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let tag = Int32.random(in: 0...1, using: &random)
      let bytes = Double.random(in: 1...2, using: &random).rounded()
      // Rows of 3: places 0, 2, 4 and 1, 3, 5, each of one graph. Columns of 2 join the graphs.
      let along = Int32.random(in: 0...1, using: &random)
      let distance: Int32 = Bool.random(using: &random) ? 1 : -1
      for graph in graphs.indices {
        add(.send, to: graph, along, distance, tag, bytes)
        add(.receive, to: graph, along, -distance, tag, bytes)
      }
    }
    if !isShared, Bool.random(using: &random) {
      let ends = (0..<6).shuffled(using: &random)
      add(.send, to: ends[0], -1, Int32(ends[1]), 0, 1)
      add(.receive, to: ends[1], -1, Int32(ends[0]), 0, 1)
    }
    // Half of all programs have something wrong: a size, a tag, a peer or the other end.
    if Bool.random(using: &random) {
      let graph = Int.random(in: graphs.indices, using: &random)
      let index = Int.random(in: 0..<graphs[graph].count, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: graphs[graph].bytes[index] += 1
      case 1: graphs[graph].tag[index] += 1
      case 2: graphs[graph].peer[index] += 1
      default: graphs[graph].kind[index] = .compute
      }
    }
    for graph in graphs.indices { graphs[graph].connect([]) }
    return Program(
      name: "random", rankCount: 6, graphs: graphs, graphOfRank: graphOfRank,
      families: [
        CommunicatorFamily(name: "row", size: 3, stride: 2, rankCount: 6),
        CommunicatorFamily(name: "column", size: 2, stride: 1, rankCount: 6),
      ], names: names, streams: ["main"])
  }

  @Test func `messages match or fail as if each were listed`() {
    var wrong = 0
    for seed in 0..<2000 as Range<UInt64> {
      let program = program(seed: seed)
      let expected = ListedMessages(program).problem
      #expect(problem { try program.validate() } == expected, "seed \(seed)")
      if expected != nil { wrong += 1 }
    }
    // Both kinds came up.
    #expect((500...1500).contains(wrong))
  }

  @Test func `groups along a grid hold the ranks that differ in one coordinate`() {
    let rows = CommunicatorFamily(name: "row", size: 3, stride: 2, rankCount: 12)
    #expect(rows.groups == [[0, 2, 4], [1, 3, 5], [6, 8, 10], [7, 9, 11]])
    #expect(rows.groupOfRank == [0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3])
  }
}
