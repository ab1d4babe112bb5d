// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

struct TimeQueueTests {
  @Test(arguments: 0..<20)
  func `entries come out by time, and within an instant in the order pushed`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var queue = TimeQueue()
    var pushed: [(time: Double, number: Int32)] = []
    for number in 0..<Int32(500) {
      // Few distinct instants, so that batches are large; some distinct to the last bit.
      let time = Double(Int.random(in: 0..<40, using: &random)) * 0.1
      pushed.append((time, number))
      queue.push(.operationEnds, number, at: time)
    }
    // Sorting pairs by (time, number) is what a stable queue does.
    let expected = pushed.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
    var taken: [Int32] = []
    while !queue.isEmpty {
      let now = queue.earliest
      while let entry = queue.popFromBatch(at: now) { taken.append(entry.first) }
      queue.closeBatch(at: now)
    }
    #expect(taken == expected.map(\.number))
  }

  @Test func `what is pushed at the present instant joins the open batch`() {
    var queue = TimeQueue()
    queue.push(.operationEnds, 1, at: 2)
    queue.push(.operationEnds, 9, at: 3)
    let first = queue.popFromBatch(at: 2)?.first
    let ranOut = !queue.hasMore(at: 2)
    queue.push(.operationEnds, 2, at: 2)
    let isBack = queue.hasMore(at: 2)
    let second = queue.popFromBatch(at: 2)?.first
    queue.closeBatch(at: 2)
    let next = queue.earliest
    #expect(first == 1 && ranOut && isBack && second == 2 && next == 3)
  }

  @Test func `instants that are used up can come again`() {
    var queue = TimeQueue()
    for lap in 0..<1000 {
      let now = Double(lap)
      for offset in 0..<5 { queue.push(.operationEnds, Int32(offset), at: now + Double(offset)) }
      while queue.popFromBatch(at: now) != nil {}
      queue.closeBatch(at: now)
    }
    let earliest = queue.earliest
    #expect(earliest == 1000)
  }

  @Test func `the alarm comes first at its instant, rings once, and moves without a trace`() {
    var queue = TimeQueue()
    queue.push(.operationEnds, 1, at: 2)
    queue.alarm = 1
    queue.alarm = 2
    let earliest = queue.earliest
    let tags = (0..<3).map { _ in queue.popFromBatch(at: 2)?.tag }
    queue.closeBatch(at: 2)
    let isEmpty = queue.isEmpty
    queue.alarm = 5
    let alone = queue.earliest
    #expect(
      earliest == 2 && tags == [.flowsComplete, .operationEnds, nil] && isEmpty && alone == 5)
  }
}
