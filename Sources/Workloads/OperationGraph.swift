// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The operations of one rank and what must end before each may begin.
///
/// Columns, one entry per operation. An operation runs when its dependencies have ended and its
/// stream is free; a stream serves one operation at a time, in the order in which they became
/// ready, ties by index. A stream of -1 serves without limit (sends and receives of a trace).
package struct OperationGraph: Sendable {
  package var kind: [OperationKind] = []
  /// Row of `Program.names`.
  package var name: [Int32] = []
  /// Row of `Program.streams`, or -1 for no queue.
  package var stream: [Int32] = []

  /// Seconds of a compute; NaN where the accelerator must say, from `work` and `memory`.
  package var duration: [Double] = []
  /// Floating-point operations of a compute; 0 where unknown.
  package var work: [Double] = []
  /// Bytes to and from memory of a compute; 0 where unknown.
  package var memory: [Double] = []

  /// Bytes of a message or of a collective: for all-reduce, broadcast and reduce the buffer, for
  /// all-gather and reduce-scatter the whole gathered buffer, for all-to-all one rank's buffer.
  package var bytes: [Double] = []
  /// Meaningful for collectives only.
  package var collective: [CollectiveKind] = []
  /// Row of `Program.families`; -1 for sends and receives whose `peer` is a rank.
  package var family: [Int32] = []
  /// Rank of the other end of a send or receive, or, where `family` is set, its distance in the
  /// group (1 is the next member, around the end). For a collective with a root, the root's place
  /// in the group. -1 elsewhere.
  package var peer: [Int32] = []
  package var tag: [Int32] = []
  /// How many collectives on the same family come earlier in this graph: what members match by.
  /// Sends and receives match by index instead: the n-th to a rank with a tag, in either graph.
  package var ordinal: [Int32] = []

  /// How many times as long a compute takes while an operation of the network runs on its rank: 1
  /// or more.
  package var overlapSlowdown = 1.0

  /// `successors[successorStart[i]..<successorStart[i + 1]]` wait for operation `i`.
  package private(set) var successorStart: [Int32] = [0]
  package private(set) var successors: [Int32] = []
  package private(set) var dependencyCount: [Int32] = []

  package init() {}

  package var count: Int { kind.count }

  /// One operation with the defaults of everything that it does not use.
  package struct Operation {
    package var kind: OperationKind
    package var name: Int32
    package var stream: Int32
    package var duration = 0.0
    package var work = 0.0
    package var memory = 0.0
    package var bytes = 0.0
    package var collective = CollectiveKind.allReduce
    package var family: Int32 = -1
    package var peer: Int32 = -1
    package var tag: Int32 = 0
    package var ordinal: Int32 = 0

    package init(kind: OperationKind, name: Int32, stream: Int32) {
      self.kind = kind
      self.name = name
      self.stream = stream
    }
  }

  /// Appends an operation and returns its index.
  @discardableResult
  package mutating func append(_ operation: Operation) -> Int32 {
    kind.append(operation.kind)
    name.append(operation.name)
    stream.append(operation.stream)
    duration.append(operation.duration)
    work.append(operation.work)
    memory.append(operation.memory)
    bytes.append(operation.bytes)
    collective.append(operation.collective)
    family.append(operation.family)
    peer.append(operation.peer)
    tag.append(operation.tag)
    ordinal.append(operation.ordinal)
    return Int32(kind.count - 1)
  }

  /// Sets every edge at once. Takes time in proportion to the edges, but for sorting the
  /// successors of each operation.
  ///
  /// - Parameter edges: pairs (earlier, later) of operation indices; duplicates are dropped.
  package mutating func connect(_ edges: [(earlier: Int32, later: Int32)]) {
    var start = [Int](repeating: 0, count: count + 1)
    for (earlier, _) in edges { start[Int(earlier) + 1] += 1 }
    for index in 0..<count { start[index + 1] += start[index] }
    var next = start
    var laters = [Int32](repeating: 0, count: edges.count)
    for (earlier, later) in edges {
      laters[next[Int(earlier)]] = later
      next[Int(earlier)] += 1
    }
    successorStart = [0]
    successorStart.reserveCapacity(count + 1)
    successors = []
    successors.reserveCapacity(edges.count)
    dependencyCount = [Int32](repeating: 0, count: count)
    for index in 0..<count {
      if start[index + 1] - start[index] > 1 { laters[start[index]..<start[index + 1]].sort() }
      var last: Int32 = -1
      for later in laters[start[index]..<start[index + 1]] where later != last {
        last = later
        successors.append(later)
        dependencyCount[Int(later)] += 1
      }
      successorStart.append(Int32(successors.count))
    }
  }
}
