// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// What a task does, for whoever lets time pass.
package enum TaskKind: UInt8, Sendable, BitwiseCopyable {
  /// Work of an accelerator.
  case compute
  /// Work of the host, during which the accelerator waits.
  case host
  case collective
  case send
  case receive
}

/// The operations of all graphs of a program, one graph after the other, one entry per task.
package struct TaskTable: Sendable {
  /// The first task of each graph, and one past the last.
  package private(set) var graphStart: [Int32] = [0]
  /// By graph, how many times as long its work takes beside an operation of the network.
  package private(set) var overlapSlowdown: [Double] = []
  package private(set) var kind: [TaskKind] = []
  /// Of parts of graphs, the row of each task in the table of whole graphs; empty of whole ones.
  package private(set) var wholeRow: [Int32] = []
  /// Row of `FlowGraph.operationNames`.
  package private(set) var name: [Int32] = []
  /// Row of `FlowGraph.streamNames`, or -1 for a task that never queues.
  package private(set) var stream: [Int32] = []
  /// Seconds of a compute.
  package private(set) var duration: [Double] = []
  /// Bytes of a message, or the size of a collective as nccl-tests counts it.
  package private(set) var bytes: [Double] = []
  /// Row of the families of `GroupTable`, or -1.
  package private(set) var family: [Int32] = []
  /// The rank at the other end of a message, or its distance in the group where `family` is set.
  package private(set) var peer: [Int32] = []
  package private(set) var tag: [Int32] = []
  /// How many collectives of the family come earlier in the graph: what members match by.
  package private(set) var ordinal: [Int32] = []
  /// `successor[successorStart[t]..<successorStart[t + 1]]` wait for task `t`; they are counted
  /// from their graph's first task.
  package private(set) var successorStart: [Int32] = [0]
  package private(set) var successor: [Int32] = []
  package private(set) var dependencyCount: [Int32] = []

  init(_ program: Program) {
    for graph in program.graphs {
      overlapSlowdown.append(graph.overlapSlowdown)
      for operation in 0..<graph.count {
        kind.append(
          Self.kind(
            of: graph.kind[operation],
            onHost: graph.stream[operation] >= 0
              && graph.stream[operation] == program.hostStreamRow))
        successor +=
          graph.successors[
            Int(graph.successorStart[operation])..<Int(graph.successorStart[operation + 1])]
        successorStart.append(Int32(successor.count))
      }
      name += graph.name
      stream += graph.stream
      duration += graph.duration
      bytes += graph.bytes
      family += graph.family
      peer += graph.peer
      tag += graph.tag
      ordinal += graph.ordinal
      dependencyCount += graph.dependencyCount
      graphStart.append(Int32(kind.count))
    }
  }

  /// Parts of every graph, one after the other: first all graphs up to their cuts, then all from there.
  ///
  /// - Parameters:
  ///   - table: of whole graphs.
  ///   - cuts: for each graph the task, counted from its first, before which it is cut; nothing before
  ///     waits for anything behind.
  package init(_ table: TaskTable, cutBefore cuts: [Int32]) {
    for part in 0..<2 {
      for (row, cut) in cuts.enumerated() {
        overlapSlowdown.append(table.overlapSlowdown[row])
        let start = table.graphStart[row]
        let end = table.graphStart[row + 1] - start
        append(table, start, part == 0 ? 0..<cut : cut..<end)
      }
    }
  }

  private mutating func append(_ table: TaskTable, _ start: Int32, _ tasks: Range<Int32>) {
    let first = Int(start + tasks.lowerBound)
    let range = first..<first + tasks.count
    wholeRow += range.map { Int32($0) }
    kind += table.kind[range]
    name += table.name[range]
    stream += table.stream[range]
    duration += table.duration[range]
    bytes += table.bytes[range]
    family += table.family[range]
    peer += table.peer[range]
    tag += table.tag[range]
    ordinal += table.ordinal[range]
    var open = [Int32](repeating: 0, count: tasks.count)
    for task in range {
      for edge in Int(table.successorStart[task])..<Int(table.successorStart[task + 1])
      where tasks.contains(table.successor[edge]) {
        let successor = table.successor[edge] - tasks.lowerBound
        self.successor.append(successor)
        open[Int(successor)] += 1
      }
      successorStart.append(Int32(successor.count))
    }
    dependencyCount += open
    graphStart.append(Int32(kind.count))
  }

  /// The graph that a task belongs to.
  package func graph(of task: Int) -> Int {
    var low = 0
    var high = graphStart.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(graphStart[middle]) <= task { low = middle } else { high = middle }
    }
    return low
  }

  mutating func setCollectiveBytes(_ size: Double) {
    for task in kind.indices where kind[task] == .collective { bytes[task] = size }
  }

  private static func kind(of operation: OperationKind, onHost: Bool) -> TaskKind {
    switch operation {
    case .compute: onHost ? .host : .compute
    case .collective: .collective
    case .send: .send
    case .receive: .receive
    }
  }
}

/// The groups of all families, one family after the other.
package struct GroupTable: Sendable {
  /// `member[memberStart[g]..<memberStart[g + 1]]` are the ranks of group `g`, in its order.
  package private(set) var memberStart: [Int32] = [0]
  package private(set) var member: [Int32] = []
  /// The group of each rank, or -1: entry `family * rankCount + rank`.
  package private(set) var groupOfRank: [Int32] = []
  /// Its place there, or -1: entry `family * rankCount + rank`.
  package private(set) var placeOfRank: [Int32] = []

  /// Groups given by their members, one family after the other.
  ///
  /// - Parameters:
  ///   - families: the groups of each family.
  ///   - rankCount: ranks of the program.
  package init(families: [[[Int32]]], rankCount: Int) {
    groupOfRank = [Int32](repeating: -1, count: families.count * rankCount)
    placeOfRank = groupOfRank
    for (family, groups) in families.enumerated() {
      for group in groups {
        for (place, rank) in group.enumerated() {
          let entry = family * rankCount + Int(rank)
          groupOfRank[entry] = Int32(memberStart.count - 1)
          placeOfRank[entry] = Int32(place)
        }
        member += group
        memberStart.append(Int32(member.count))
      }
    }
  }

  init(_ program: Program) {
    groupOfRank = [Int32](repeating: -1, count: program.families.count * program.rankCount)
    placeOfRank = groupOfRank
    for (family, description) in program.families.enumerated() {
      for group in description.groups {
        for (place, rank) in group.enumerated() {
          let entry = family * program.rankCount + Int(rank)
          groupOfRank[entry] = Int32(memberStart.count - 1)
          placeOfRank[entry] = Int32(place)
        }
        member += group
        memberStart.append(Int32(member.count))
      }
    }
  }
}
