// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

struct RouteIndexTests {
  @Test(arguments: [4, 100, 70_000] as [Int32])
  func `every pair has the row that it was given, and no other pair has one`(count: Int32) {
    // Few accelerators fill whole lines of 16; many leave most of each empty, and the table grows.
    var random = SeededGenerator(seed: UInt64(count))
    var index = RouteIndex()
    var expected: [[Int32]: Int32] = [:]
    for row in 0..<Int32(3_000) {
      let from = Int32.random(in: 0..<count, using: &random)
      let pair = [from, Int32.random(in: 0..<count, using: &random)]
      #expect(index.row(from: pair[0], to: pair[1]) == expected[pair])
      index.setRow(row, from: pair[0], to: pair[1])
      expected[pair] = row
    }
    for (pair, row) in expected {
      #expect(index.row(from: pair[0], to: pair[1]) == row)
      let back = [pair[1], pair[0]]
      #expect(index.row(from: back[0], to: back[1]) == expected[back])
    }
  }
}
