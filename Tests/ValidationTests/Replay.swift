// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import Timelines
import Traffic
import Workloads

/// Runs a program on a cluster, rank i on accelerator i, and keeps no series.
///
/// - Parameters:
///   - program: what every rank does.
///   - cluster: has at least as many accelerators as the program ranks.
///   - policy: algorithms and chunks.
///   - transport: how links serve messages.
/// - Returns: the timeline with its totals and the states of its ranks.
/// - Throws: `LoweringError` or `SimulationError`.
func replay(
  _ program: Program, on cluster: Cluster, policy: CollectivePolicy = CollectivePolicy(),
  transport: Transport = .fluid()
) throws -> Timeline {
  let graph = try FlowGraph(
    program: program, cluster: cluster, placement: .identity(rankCount: program.rankCount),
    policy: policy)
  var events = EventsInMemory()
  return try Simulation.run(
    graph, on: cluster, transport: transport, record: .nothing, into: &events)
}

extension Program {
  /// The same program with each collective cut into equal ones that follow each other.
  ///
  /// Simulators that allow one active chunk carry out a collective so: chunk i + 1 begins when
  /// chunk i has ended, at every member.
  ///
  /// - Parameter count: chunks of each collective, 1 or more.
  /// - Returns: a program of as many ranks, streams and groups.
  func withSerialChunks(_ count: Int) -> Program {
    var copy = self
    copy.graphs = graphs.map { $0.withSerialChunks(count) }
    return copy
  }
}

extension OperationGraph {
  fileprivate func withSerialChunks(_ count: Int) -> OperationGraph {
    var cut = OperationGraph()
    // The first and last operation that stand for each one of before.
    var first: [Int32] = []
    var last: [Int32] = []
    var edges: [(earlier: Int32, later: Int32)] = []
    for index in 0..<self.count {
      let pieces = kind[index] == .collective ? count : 1
      for piece in 0..<pieces {
        var operation = Operation(kind: kind[index], name: name[index], stream: stream[index])
        operation.duration = duration[index]
        operation.work = work[index]
        operation.memory = memory[index]
        operation.bytes = bytes[index] / Double(pieces)
        operation.collective = collective[index]
        operation.family = family[index]
        operation.peer = peer[index]
        operation.tag = tag[index]
        operation.ordinal = ordinal[index] * Int32(pieces) + Int32(piece)
        let row = cut.append(operation)
        if piece == 0 { first.append(row) } else { edges.append((row - 1, row)) }
        if piece == pieces - 1 { last.append(row) }
      }
    }
    for index in 0..<self.count {
      for edge in Int(successorStart[index])..<Int(successorStart[index + 1]) {
        edges.append((last[index], first[Int(successors[edge])]))
      }
    }
    cut.connect(edges)
    return cut
  }
}
