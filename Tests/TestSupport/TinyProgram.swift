// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Workloads

/// Programs put together operation by operation.
package struct TinyProgram {
  package struct Step {
    package var operation: OperationGraph.Operation
    package var after: [Int]
  }

  package var rankCount: Int
  package var families: [CommunicatorFamily]
  package var names: [String] = []
  package var streams: [String]
  package var graphs: [[Step]]
  package var graphOfRank: [Int32]

  /// One graph for all ranks, one family "all", one stream "main".
  package init(rankCount: Int, streams: [String] = ["main"]) {
    self.rankCount = rankCount
    self.streams = streams
    families = [
      CommunicatorFamily(
        name: "all", groups: [(0..<Int32(rankCount)).map { $0 }], rankCount: rankCount)
    ]
    graphs = [[]]
    graphOfRank = [Int32](repeating: 0, count: rankCount)
  }

  /// A graph of its own for every rank.
  package static func separate(rankCount: Int, streams: [String] = ["main"]) -> TinyProgram {
    var program = TinyProgram(rankCount: rankCount, streams: streams)
    program.graphs = Array(repeating: [], count: rankCount)
    program.graphOfRank = (0..<Int32(rankCount)).map { $0 }
    return program
  }

  /// Appends an operation to a graph and returns its index there.
  @discardableResult
  package mutating func add(
    _ kind: OperationKind, to graph: Int = 0, stream: Int32 = 0, after: [Int] = [],
    duration: Seconds = .zero, bytes: Bytes = .zero, collective: CollectiveKind = .allReduce,
    family: Int32 = 0, peer: Int32 = -1, tag: Int32 = 0
  ) -> Int {
    let name = "\(kind) \(graph).\(graphs[graph].count)"
    names.append(name)
    var operation = OperationGraph.Operation(
      kind: kind, name: Int32(names.count - 1), stream: stream)
    operation.duration = duration.rawValue
    operation.bytes = bytes.rawValue
    operation.collective = collective
    operation.family = kind == .collective ? family : -1
    operation.peer = peer
    operation.tag = tag
    operation.ordinal = Int32(
      graphs[graph].filter { $0.operation.kind == .collective && $0.operation.family == family }
        .count)
    graphs[graph].append(Step(operation: operation, after: after))
    return graphs[graph].count - 1
  }

  package var program: Program {
    Program(
      name: "tiny", rankCount: rankCount,
      graphs: graphs.map { steps in
        var graph = OperationGraph()
        for step in steps { graph.append(step.operation) }
        graph.connect(
          steps.enumerated().flatMap { index, step in
            step.after.map { (earlier: Int32($0), later: Int32(index)) }
          })
        return graph
      }, graphOfRank: graphOfRank, families: families, names: names, streams: streams)
  }

  /// One collective of all ranks and nothing else, with a root only where its kind has one.
  package static func single(
    _ kind: CollectiveKind, ranks: Int, bytes: Bytes, root: Int32 = 0
  ) -> Program {
    var program = TinyProgram(rankCount: ranks)
    program.add(.collective, bytes: bytes, collective: kind, peer: kind.hasRoot ? root : -1)
    return program.program
  }
}
