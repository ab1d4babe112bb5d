// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Graphs of ranks, each different one stored once.
struct SharedGraphs {
  private(set) var graphs: [OperationGraph] = []
  private var rows: [UInt64: [Int32]] = [:]

  /// The row of a graph that equals this one in every column; the graph is added where none does.
  mutating func row(of graph: OperationGraph) -> Int32 {
    let key = graph.fingerprint
    for row in rows[key, default: []] where graphs[Int(row)].isIdentical(to: graph) { return row }
    graphs.append(graph)
    rows[key, default: []].append(Int32(graphs.count - 1))
    return Int32(graphs.count - 1)
  }
}

extension OperationGraph {
  /// Equal for identical graphs and seldom for others (FNV-1a over some columns).
  fileprivate var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01b3 }
    for index in 0..<count {
      mix(UInt64(UInt32(bitPattern: name[index])))
      mix(UInt64(UInt32(bitPattern: peer[index])))
      mix(UInt64(UInt32(bitPattern: stream[index])))
      mix(bytes[index].bitPattern)
      mix(duration[index].bitPattern)
    }
    for successor in successors { mix(UInt64(UInt32(bitPattern: successor))) }
    return hash
  }

  /// Equality of every column, numbers by their bits: a duration of NaN equals itself.
  fileprivate func isIdentical(to other: OperationGraph) -> Bool {
    func same(_ a: [Double], _ b: [Double]) -> Bool {
      a.count == b.count && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern }
    }
    return overlapSlowdown == other.overlapSlowdown && kind == other.kind && name == other.name
      && stream == other.stream
      && same(duration, other.duration) && same(work, other.work) && same(memory, other.memory)
      && same(bytes, other.bytes) && collective == other.collective && family == other.family
      && peer == other.peer && tag == other.tag && ordinal == other.ordinal
      && successorStart == other.successorStart && successors == other.successors
  }
}
