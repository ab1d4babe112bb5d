// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

struct BlockTimesTests {
  /// A norm of one second forward and two backward, and a product of two seconds each way.
  private func block(expertWeights: Double = 0) -> Block {
    let norm = Operator.streaming(Streaming(.elementwise, bytes: 1e9))
    // 2 x 1000 x 1000 x 1000 operations at a billion a second; its traffic is short.
    let product = Operator.product(MatrixProduct(rows: 1000, columns: 1000, depth: 1000))
    return Block(
      name: "layer",
      segments: [Segment("norm", operators: [norm]), Segment("product", operators: [product])],
      denseWeights: 1, expertWeights: expertWeights,
      kept: KeptBytes(all: 0, selective: 0, input: 0))
  }

  private func sums(_ times: BlockTimes) -> [Double] {
    [
      times.segments.reduce(0) { $0 + $1.forward },
      times.segments.reduce(0) { $0 + $1.inputs + $1.weights },
    ]
  }

  @Test func `a block takes what its operators take`() {
    let times = BlockTimes(block(), TrainingModels.pace)
    #expect(times.segments.map(\.forward) == [1, 2])
    #expect(times.segments.map(\.inputs) == [2, 2])
    #expect(times.segments.map(\.weights) == [0, 2])
    #expect(times.segments.map(\.elementwise) == [1, 0])
  }

  // 3 s forward and 6 s backward; the host launches for a third and two thirds of its time.
  @Test func `a block takes as long as the host that launches it`() {
    var pace = TrainingModels.pace
    pace.hostLayer = 8.9
    #expect(sums(BlockTimes(block(), pace)) == [3, 6])
    pace.hostLayer = 18
    let slow = BlockTimes(block(), pace)
    #expect(zip(sums(slow), [6, 12]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    // Segments keep their parts of it.
    #expect((slow.segments[1].forward - 4).magnitude < 1e-12)
  }

  @Test func `blocks with experts have a host time of their own`() {
    var pace = TrainingModels.pace
    pace.hostLayer = 9
    pace.hostExpertLayer = 36
    #expect(sums(BlockTimes(block(), pace)) == [3, 6])
    let experts = sums(BlockTimes(block(expertWeights: 1), pace))
    #expect(zip(experts, [12, 24]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  @Test func `a block without work needs no host`() {
    var pace = TrainingModels.pace
    pace.hostLayer = 9
    var empty = block()
    empty.segments = [Segment("nothing", operators: [])]
    #expect(sums(BlockTimes(empty, pace)) == [0, 0])
  }
}
