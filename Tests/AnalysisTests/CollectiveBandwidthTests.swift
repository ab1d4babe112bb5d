// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Analysis

struct CollectiveBandwidthTests {
  @Test(arguments: [
    ("all-reduce", 1.75), ("reduce-scatter", 0.875), ("all-gather", 0.875),
    ("all-to-all", 0.875), ("broadcast", 1), ("reduce", 1),
  ])
  func `bus bandwidth has the factor of nccl-tests`(kind: String, factor: Double) throws {
    // 8 ranks: 2 (p - 1) / p = 1.75 and (p - 1) / p = 0.875. 1 GB in 1 s.
    let bandwidth = CollectiveBandwidth(
      kind: kind, ranks: 8, size: .gigabytes(1), time: .seconds(1))
    #expect(bandwidth.algorithm == .gigabytesPerSecond(1))
    #expect(try #require(bandwidth.bus) == .gigabytesPerSecond(factor))
  }

  @Test func `a barrier has no bus bandwidth`() {
    #expect(CollectiveBandwidth.busFactor(kind: "barrier", ranks: 8) == nil)
  }
}
