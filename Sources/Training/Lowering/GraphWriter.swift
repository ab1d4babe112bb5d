// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Writes the operations of one rank: a main stream in order, others beside it.
struct GraphWriter {
  /// Streams of a program. Raw values are rows of its streams.
  enum Stream: Int32, CaseIterable {
    case main
    /// Exchanges that products of the same layer hide.
    case behind
    /// Weights of replicas.
    case parameters
    /// Gradients of replicas.
    case gradients
    /// Keys and values around a ring.
    case ring
    /// The host: copies to and from its memory.
    case host

    var name: String { self == .host ? Program.hostStream : "\(self)" }
  }

  let families: [ParallelDimension: Int32]
  private(set) var graph = OperationGraph()
  private(set) var names: NameTable
  private var edges: [(earlier: Int32, later: Int32)] = []
  /// The last operation of each stream; -1 for none.
  private var tails = [Int32](repeating: -1, count: Stream.allCases.count)
  /// What the next operation of the main stream waits for beside the one before it.
  private var joined: [Int32] = []
  private var collectives: [Int32]
  private var held = HeldCompute()

  private struct HeldCompute {
    var names: [String] = []
    var seconds = 0.0
    var work = 0.0
    var memory = 0.0
  }

  init(families: [ParallelDimension: Int32], names: NameTable) {
    self.families = families
    self.names = names
    collectives = [Int32](repeating: 0, count: families.count)
  }

  /// The last operation of the main stream, what is held included; -1 for none.
  var mainTail: Int32 {
    mutating get {
      flush()
      return tails[0]
    }
  }

  func tail(of stream: Stream) -> Int32 { tails[Int(stream.rawValue)] }

  /// Arithmetic on the main stream; what follows without an exchange between is one operation.
  mutating func compute(_ name: String, seconds: Double, work: Double, memory: Double) {
    guard seconds > 0 else { return }
    if held.names.last != name { held.names.append(name) }
    held.seconds += seconds
    held.work += work
    held.memory += memory
  }

  /// Appends the arithmetic that is held.
  mutating func flush() {
    guard held.seconds > 0 else { return }
    var unique: [String] = []
    for name in held.names where !unique.contains(name) { unique.append(name) }
    var operation = OperationGraph.Operation(
      kind: .compute, name: names.row(of: unique.joined(separator: " + ")),
      stream: Stream.main.rawValue)
    operation.duration = held.seconds
    operation.work = held.work
    operation.memory = held.memory
    held = HeldCompute()
    append(operation, to: .main, after: [])
  }

  /// The next operation of the main stream waits for another; nothing for -1.
  mutating func wait(for operation: Int32) {
    guard operation >= 0 else { return }
    flush()
    joined.append(operation)
  }

  /// A collective, behind the main stream's tail and that of its own.
  ///
  /// - Parameters:
  ///   - kind: which.
  ///   - dimension: of whose group; groups of one have none.
  ///   - bytes: as programs state them.
  ///   - name: what it is for.
  ///   - stream: where it runs.
  ///   - after: what it waits for instead of the main stream's tail; nil for that.
  /// - Returns: its index; -1 where there is nothing to exchange.
  @discardableResult
  mutating func collective(
    _ kind: CollectiveKind, over dimension: ParallelDimension, bytes: Double, name: String,
    on stream: Stream = .main, after: Int32? = nil
  ) -> Int32 {
    guard let family = families[dimension], bytes > 0 else { return -1 }
    let before = after ?? mainTail
    var operation = OperationGraph.Operation(
      kind: .collective, name: names.row(of: "\(name) \(kind.rawValue)"), stream: stream.rawValue)
    operation.collective = kind
    operation.family = family
    operation.bytes = bytes.rounded()
    operation.ordinal = collectives[Int(family)]
    collectives[Int(family)] += 1
    return append(operation, to: stream, after: [before])
  }

  /// A message to, or from, the member of a group that lies some places further.
  ///
  /// - Parameters:
  ///   - kind: send or receive.
  ///   - dimension: of whose group.
  ///   - distance: in the group, around its end.
  ///   - bytes: of the message.
  ///   - tag: tells messages of one pair apart.
  ///   - name: what it is for.
  ///   - stream: nil where it runs beside everything else.
  ///   - after: what it waits for; nil for the main stream's tail.
  /// - Returns: its index.
  @discardableResult
  mutating func message(
    _ kind: OperationKind, over dimension: ParallelDimension, distance: Int32, bytes: Double,
    tag: Int32,
    name: String, on stream: Stream?, after: Int32? = nil
  ) -> Int32 {
    guard let family = families[dimension] else { return -1 }
    let before = after ?? mainTail
    var operation = OperationGraph.Operation(
      kind: kind, name: names.row(of: name), stream: stream?.rawValue ?? -1)
    operation.family = family
    operation.peer = distance
    operation.tag = tag
    operation.bytes = bytes.rounded()
    return append(operation, to: stream, after: [before])
  }

  /// A copy to or from the host's memory.
  @discardableResult
  mutating func copy(_ name: String, seconds: Double) -> Int32 {
    guard seconds > 0 else { return -1 }
    let before = mainTail
    var operation = OperationGraph.Operation(
      kind: .compute, name: names.row(of: name), stream: Stream.host.rawValue)
    operation.duration = seconds
    return append(operation, to: .host, after: [before])
  }

  /// The graph with its edges.
  mutating func finish() -> OperationGraph {
    flush()
    graph.connect(edges)
    return graph
  }

  @discardableResult
  private mutating func append(
    _ operation: OperationGraph.Operation, to stream: Stream?, after: [Int32]
  ) -> Int32 {
    let index = graph.append(operation)
    for earlier in after where earlier >= 0 { edges.append((earlier, index)) }
    guard let stream else { return index }
    let tail = tails[Int(stream.rawValue)]
    if tail >= 0 { edges.append((tail, index)) }
    if stream == .main {
      for earlier in joined { edges.append((earlier, index)) }
      joined = []
    }
    tails[Int(stream.rawValue)] = index
    return index
  }
}
