// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

struct RandomNetworkTests {
  /// Small random networks against a second solver that shares no code with the engine's.
  @Test(arguments: 0..<1000)
  func `a random network ends as in the plain solver`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let linkCount = Int.random(in: 1...12, using: &random)
    let capacities = (0..<linkCount).map { _ in
      // A few equal capacities, so that ties are common, and some odd ones.
      Bool.random(using: &random) ? 10.0 : Double.random(in: 1...20, using: &random)
    }
    let startsTogether = Bool.random(using: &random)
    let flows = (0..<Int.random(in: 1...25, using: &random)).map { _ in
      PlainMaxMin.Flow(
        start: startsTogether ? 0 : Double.random(in: 0...5, using: &random),
        bytes: Double(Int.random(in: 1...100, using: &random)),
        links: Array(
          (0..<linkCount).shuffled(using: &random).prefix(
            Int.random(in: 1...min(5, linkCount), using: &random))))
    }
    let expected = PlainMaxMin(capacities: capacities, flows: flows).completions()
    var raw = RawFlows(capacities: capacities)
    raw.flows = flows.map {
      RawFlows.Flow(start: $0.start, bytes: $0.bytes, links: $0.links.map(Int32.init))
    }
    for (ours, plain) in zip(raw.completions(), expected) {
      // Both subtract rates some dozens of times; each subtraction rounds once.
      #expect((ours - plain).magnitude <= 1e-10 * plain, "seed \(seed)")
    }
  }
}
