// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Workloads

/// The operations of all graphs of a program, one after the other, for the event loop.
struct TaskColumns: ~Copyable {
  /// The first task of each graph, and one past the last.
  let graphStart: Column<Int32>
  let kind: Column<UInt8>
  let name: Column<Int32>
  let stream: Column<Int32>
  let durationSeconds: Column<Double>
  let bytes: Column<Double>
  let family: Column<Int32>
  let peer: Column<Int32>
  let tag: Column<Int32>
  let ordinal: Column<Int32>
  /// `successor[successorStart[t]..<successorStart[t + 1]]`, counted from the graph's first task.
  let successorStart: Column<Int32>
  let successor: Column<Int32>
  let dependencyCount: Column<Int32>

  init(_ program: Program) {
    var starts: [Int32] = [0]
    var successorStarts: [Int32] = [0]
    var successors: [Int32] = []
    for graph in program.graphs {
      starts.append((starts.last ?? 0) + Int32(graph.count))
      for operation in 0..<graph.count {
        let range =
          Int(graph.successorStart[operation])..<Int(graph.successorStart[operation + 1])
        successors.append(contentsOf: graph.successors[range])
        successorStarts.append(Int32(successors.count))
      }
    }
    graphStart = Column(starts)
    successorStart = Column(successorStarts)
    successor = Column(successors)
    kind = Column(program.graphs.flatMap { $0.kind.map(\.rawValue) })
    name = Column(program.graphs.flatMap(\.name))
    stream = Column(program.graphs.flatMap(\.stream))
    durationSeconds = Column(program.graphs.flatMap(\.duration))
    bytes = Column(program.graphs.flatMap(\.bytes))
    family = Column(program.graphs.flatMap(\.family))
    peer = Column(program.graphs.flatMap(\.peer))
    tag = Column(program.graphs.flatMap(\.tag))
    ordinal = Column(program.graphs.flatMap(\.ordinal))
    dependencyCount = Column(program.graphs.flatMap(\.dependencyCount))
  }
}
