// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

struct BinnedAccumulatorTests {
  @Test(arguments: 0..<20)
  func `whatever the order and length, a row's bins sum to what was added`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bins = BinnedAccumulator()
    let rows = (0..<3).map { _ in bins.addRow() }
    var added = [0.0, 0, 0]
    var clock = 0.0
    for _ in 0..<2000 {
      let start = clock * Double.random(in: 0...1, using: &random)
      clock += Double.random(in: 0...1e-3, using: &random)
      let row = Int.random(in: 0..<3, using: &random)
      let amount = Double.random(in: 0...1e9, using: &random)
      bins.add(amount, to: rows[row], from: start, until: clock)
      added[row] += amount
    }
    let series = bins.series(until: clock)
    #expect(series.binCount <= BinnedAccumulator.mostBins)
    #expect(series.edges.first == 0 && series.edges.last == clock)
    for row in 0..<3 {
      // Each addition spreads over at most 1,024 bins, rounding in each.
      let sum = series.row(rows[row]).reduce(0, +)
      #expect((sum - added[row]).magnitude <= 1e-11 * added[row])
    }
  }

  @Test func `an even amount fills bins by their share of the interval`() {
    var bins = BinnedAccumulator()
    let row = bins.addRow()
    // 1,024 s make bins of 1 s: 10 from 1.5 to 3.5 is 2.5, 5 and 2.5.
    bins.add(1, to: row, from: 0, until: 1024)
    bins.add(10, to: row, from: 1.5, until: 3.5)
    let amounts = Array(bins.series(until: 1024).row(row))
    let share = 1.0 / 1024
    #expect(amounts[0] == share)
    #expect((amounts[1] - share - 2.5).magnitude < 1e-12)
    #expect((amounts[2] - share - 5).magnitude < 1e-12)
    #expect((amounts[3] - share - 2.5).magnitude < 1e-12)
  }

  @Test func `many rows have fewer bins and lose nothing`() {
    var bins = BinnedAccumulator()
    let rowCount = 20_000
    for _ in 0..<rowCount {
      let row = bins.addRow()
      bins.add(3, to: row, from: 0, until: 1)
    }
    let series = bins.series(until: 1)
    #expect(series.binCount < BinnedAccumulator.mostBins)
    for row in [0, 1, rowCount / 2, rowCount - 1] {
      #expect((series.row(row).reduce(0, +) - 3).magnitude < 1e-12)
    }
  }
}
