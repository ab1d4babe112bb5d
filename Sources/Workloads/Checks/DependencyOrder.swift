// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// An order in which every operation comes after all that it depends on.
///
/// Among operations that could come next the one with the smallest index does, so operations that
/// are already in such an order keep it.
enum DependencyOrder: Equatable {
  /// Indices of the operations, first to last.
  case order([Int32])
  /// Operations that wait for each other in a circle, each for the one before it.
  case cycle([Int32])

  /// - Parameters:
  ///   - successorStart: one entry per operation and one more, rows of `successors`.
  ///   - successors: operations that wait for each operation.
  ///   - dependencyCount: how many operations each one waits for.
  /// - Returns: an order of all operations, or a circle where there is none.
  static func find(
    successorStart: [Int32], successors: [Int32], dependencyCount: [Int32]
  ) -> DependencyOrder {
    var waiting = dependencyCount
    var ready = SmallestFirst()
    var order: [Int32] = []
    order.reserveCapacity(waiting.count)
    for index in waiting.indices where waiting[index] == 0 { ready.insert(Int32(index)) }
    while let next = ready.removeSmallest() {
      order.append(next)
      for row in successorStart[Int(next)]..<successorStart[Int(next) + 1] {
        let successor = Int(successors[Int(row)])
        waiting[successor] -= 1
        if waiting[successor] == 0 { ready.insert(Int32(successor)) }
      }
    }
    guard order.count < waiting.count else { return .order(order) }
    return .cycle(circle(among: waiting, successorStart, successors))
  }

  /// Walks back from an operation that never became ready, each time to one that it waits for,
  /// until the walk meets itself: every such operation has such a predecessor.
  private static func circle(
    among waiting: [Int32], _ successorStart: [Int32], _ successors: [Int32]
  ) -> [Int32] {
    var predecessor = [Int32](repeating: -1, count: waiting.count)
    for index in waiting.indices where waiting[index] > 0 {
      for row in successorStart[index]..<successorStart[index + 1] {
        predecessor[Int(successors[Int(row)])] = Int32(index)
      }
    }
    guard var here = waiting.firstIndex(where: { $0 > 0 }).map(Int32.init) else { return [] }
    var step = [Int32](repeating: -1, count: waiting.count)
    var walk: [Int32] = []
    while step[Int(here)] < 0 {
      step[Int(here)] = Int32(walk.count)
      walk.append(here)
      here = predecessor[Int(here)]
    }
    let circle = Array(walk[Int(step[Int(here)])...].reversed())
    // Begins with the smallest, so that a message does not depend on where the walk began.
    guard let first = circle.min().flatMap(circle.firstIndex(of:)) else { return circle }
    return Array(circle[first...] + circle[..<first])
  }
}

/// Indices from which the smallest comes out first: a binary heap.
private struct SmallestFirst {
  private var heap: [Int32] = []

  mutating func insert(_ index: Int32) {
    heap.append(index)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2] > heap[child] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeSmallest() -> Int32? {
    guard let smallest = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return smallest }
    heap[0] = last
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return smallest
  }
}
