// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry
import Traffic

/// Where every rank is in its graph.
///
/// An operation of a rank is `operationStart[rank] + index`, where `index` counts from the first
/// task of the rank's graph.
struct RankColumns: ~Copyable {
  let rankCount: Int
  let streamCount: Int
  let firstTask: Column<Int32>
  let operationStart: Column<Int>
  let accelerator: Column<Int32>
  /// One entry per rank; empty where no rank is slower than its graph says.
  let slowdown: Column<Double>

  // One entry per operation of a rank.
  var openDependencies: Column<Int32>
  let startedAt: Column<Double>
  let nextInQueue: Column<Int32>
  let hasEnded: Column<Bool>

  // One entry per rank and stream.
  let streamBusy: Column<Bool>
  let queueHead: Column<Int32>
  let queueTail: Column<Int32>

  // One entry per rank.
  var operationsLeft: Column<Int32>
  var computesRunning: Column<Int32>
  var communicationsRunning: Column<Int32>

  let operationCount: Int

  /// What a class splits into when its part of the program has ended:
  /// `part[partStart[c]..<partStart[c + 1]]`. Empty where nothing splits.
  let partStart: Column<Int32>
  let part: Column<Int32>

  init(_ graph: FlowGraph, _ folded: FoldedGraph?, _ tasks: borrowing TaskColumns) {
    partStart = Column(folded?.partStart ?? [])
    part = Column(folded?.part ?? [])
    rankCount = graph.rankCount
    streamCount = graph.streamNames.count
    var starts: [Int] = [0]
    var firstTasks: [Int32] = []
    for rank in 0..<graph.rankCount {
      let row = graph.graphOfRank[rank]
      firstTasks.append(tasks.graphStart[row])
      starts.append(starts[rank] + Int(tasks.graphStart[row + 1] - tasks.graphStart[row]))
    }
    operationCount = starts[graph.rankCount]
    firstTask = Column(firstTasks)
    operationStart = Column(starts)
    accelerator = Column(graph.placement.acceleratorOfRank.map(\.rawValue))
    slowdown = Column(graph.slowdownOfRank)
    openDependencies = Column(repeating: 0, count: operationCount)
    startedAt = Column(repeating: 0, count: operationCount)
    nextInQueue = Column(repeating: -1, count: operationCount)
    hasEnded = Column(repeating: false, count: operationCount)
    let streams = rankCount * streamCount
    streamBusy = Column(repeating: false, count: streams)
    queueHead = Column(repeating: -1, count: streams)
    queueTail = Column(repeating: -1, count: streams)
    operationsLeft = Column(repeating: 0, count: rankCount)
    computesRunning = Column(repeating: 0, count: rankCount)
    communicationsRunning = Column(repeating: 0, count: rankCount)
    for rank in 0..<rankCount {
      let count = starts[rank + 1] - starts[rank]
      operationsLeft[rank] = Int32(count)
      for index in 0..<count {
        openDependencies[starts[rank] + index] =
          tasks.dependencyCount[Int(firstTasks[rank]) + index]
      }
    }
  }
}

extension RankColumns {
  /// Whether a class goes on as others when its part of the program has ended.
  @inline(__always)
  func hasParts(_ rank: Int32) -> Bool {
    partStart.count > 0 && partStart[rank] < partStart[rank + 1]
  }
}

/// An operation of a rank, as the lists of the event loop hold it.
struct RankOperation: BitwiseCopyable {
  var rank: Int32
  var index: Int32
}
