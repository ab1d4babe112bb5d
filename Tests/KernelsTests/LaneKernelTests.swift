// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import TestSupport
import Testing

/// Eight lanes at once against one lane after the other, to the bit.
struct LaneKernelTests {
  /// Nodes that wait for one to four lower ones, by delays that awkward numbers are among.
  private struct Net {
    var start: [Int32] = [0, 0]
    var source: [Int32] = []
    var delay: [Int32] = []
    var delays: [Double]
    var nodeCount: Int { start.count - 1 }

    init(nodes: Int, _ random: inout SeededGenerator) {
      delays = (0..<7 * laneCount).map { _ in
        [0, 1e-300, 1e300, -0.0, .infinity, Double.random(in: -9...9, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      for node in 1..<nodes {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          source.append(Int32.random(in: 0..<Int32(node), using: &random))
          delay.append(Int32.random(in: 0..<7, using: &random))
        }
        start.append(Int32(source.count))
      }
    }
  }

  @Test(arguments: [2, 3, 17, 400])
  func `what waits for several comes with the last of them`(nodes: Int) {
    var random = SeededGenerator(seed: UInt64(nodes))
    let net = Net(nodes: nodes, &random)
    let edges = LaneEdges(start: net.start, source: net.source, delay: net.delay)
    var compiled = [Double](repeating: 0, count: net.nodeCount * laneCount)
    var plain = compiled
    // In two goes: what is done is not done again.
    joinLanes(into: &compiled, delays: net.delays, edges, from: 1, to: nodes / 2 + 1)
    joinLanes(into: &compiled, delays: net.delays, edges, from: nodes / 2 + 1, to: nodes)
    Reference.joinLanes(into: &plain, delays: net.delays, edges, from: 1, to: nodes)
    #expect(compiled.bits == plain.bits)
    // By hand, the first node.
    let first = (0..<Int(net.start[2])).map { net.delays[Int(net.delay[$0]) * laneCount + 3] }
    #expect(compiled[laneCount + 3] == first.max())
  }

  @Test(arguments: [1, 2, 9, 300])
  func `columns are sums of multiples of terms`(columns: Int) {
    var random = SeededGenerator(seed: UInt64(columns))
    let terms = (0..<5 * laneCount).map { _ in Double.random(in: -2...2, using: &random) }
    var start: [Int32] = [0]
    var term: [Int32] = []
    var multiple: [Double] = []
    for _ in 0..<columns {
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        term.append(Int32.random(in: 0..<5, using: &random))
        multiple.append(Double.random(in: 0...1e6, using: &random))
      }
      start.append(Int32(term.count))
    }
    let sums = LaneSums(start: start, term: term, multiple: multiple)
    var compiled = [Double](repeating: .nan, count: columns * laneCount)
    var plain = compiled
    sumLanes(into: &compiled, terms: terms, sums, count: columns)
    Reference.sumLanes(into: &plain, terms: terms, sums, count: columns)
    #expect(compiled.bits == plain.bits)
    #expect(compiled.allSatisfy { !$0.isNaN })
  }
}
