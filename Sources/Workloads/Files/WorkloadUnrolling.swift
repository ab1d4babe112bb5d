// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Writes the phases of a file out into the graph of one kind of rank.
///
/// The main stream runs in file order. An operation on another stream follows the one before it
/// on that stream and the main operation before it in the file. A step begins when all streams of
/// the step before have ended.
struct WorkloadUnroller {
  let streams: NameTable
  /// Whether a rank of this kind takes part in a message (a chain ends somewhere).
  let takesPart: (_ family: Int, _ distance: Int) -> Bool
  var names: NameTable

  private(set) var graph = OperationGraph()
  private var edges: [(earlier: Int32, later: Int32)] = []
  /// Last operation of each stream in this step, -1 where there is none yet.
  private var tails: [Int32]
  /// What the next operation of each stream waits for besides.
  private var held: [[Int32]]
  /// Last operations of every stream of the step before.
  private var joined: [Int32] = []
  private var indexOfName: [String: Int32] = [:]
  private var collectivesOfFamily: [Int32]

  init(
    streams: NameTable, names: NameTable, familyCount: Int,
    takesPart: @escaping (_ family: Int, _ distance: Int) -> Bool
  ) {
    self.streams = streams
    self.names = names
    self.takesPart = takesPart
    tails = [Int32](repeating: -1, count: streams.texts.count)
    held = [[Int32]](repeating: [], count: streams.texts.count)
    collectivesOfFamily = [Int32](repeating: 0, count: familyCount)
  }

  /// The graph of `steps` runs through the phases, connected.
  mutating func unroll(_ phases: [WorkloadPhase], steps: Int) -> OperationGraph {
    for _ in 0..<steps {
      for phase in phases { add(phase) }
      joined = tails.filter { $0 >= 0 } + (tails.allSatisfy { $0 < 0 } ? joined : [])
      for stream in tails.indices { (tails[stream], held[stream]) = (-1, []) }
      indexOfName = [:]
    }
    graph.connect(edges)
    return graph
  }

  private mutating func add(_ phase: WorkloadPhase) {
    for _ in 0..<phase.times {
      switch phase.content {
      case .phases(let phases): for inner in phases { add(inner) }
      case .operations(let operations): for operation in operations { add(operation) }
      }
    }
  }

  private mutating func add(_ operation: WorkloadOperation) {
    let stream = operation.stream
    let waits = operation.waits.compactMap { node in
      (try? node.string()).flatMap(streams.existingRow).map { tails[Int($0)] }
    }.filter { $0 >= 0 }
    guard let row = row(of: operation) else {
      if case .wait = operation.action { held[stream] += waits }
      return
    }
    let index = graph.append(row)
    let before = tails[stream] >= 0 ? [tails[stream]] : joined
    let main = stream == 0 ? -1 : tails[0]
    let named = operation.after.compactMap { indexOfName[$0] }
    for earlier in before + [main] + held[stream] + waits + named where earlier >= 0 {
      edges.append((earlier, index))
    }
    tails[stream] = index
    held[stream] = []
    indexOfName[operation.name] = index
  }

  /// The operation as a row of the graph; nil where this kind of rank has nothing to do.
  private mutating func row(of operation: WorkloadOperation) -> OperationGraph.Operation? {
    func begin(_ kind: OperationKind, _ names: inout NameTable) -> OperationGraph.Operation {
      OperationGraph.Operation(
        kind: kind, name: names.row(of: operation.name), stream: Int32(operation.stream))
    }
    switch operation.action {
    case .wait: return nil
    case .compute(let duration, let work, let memory):
      var row = begin(.compute, &names)
      (row.duration, row.work, row.memory) = (duration, work, memory)
      return row
    case .collective(let kind, let family, let bytes, let root):
      var row = begin(.collective, &names)
      (row.collective, row.family, row.bytes, row.peer) = (kind, Int32(family), bytes, root)
      row.ordinal = collectivesOfFamily[family]
      collectivesOfFamily[family] += 1
      return row
    case .message(let kind, let family, let distance, let wraps, let bytes, let tag):
      guard wraps || takesPart(family, distance) else { return nil }
      var row = begin(kind, &names)
      (row.family, row.peer, row.bytes, row.tag) = (Int32(family), Int32(distance), bytes, tag)
      return row
    }
  }
}
