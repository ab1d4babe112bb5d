// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import Testing

struct WeightedSumTests {
  @Test(arguments: Columns.awkward)
  func `both twins sum in the same order, to the last bit`(columns: Columns) {
    let values = columns.finite(1)
    let weights = columns.finite(2)
    let compiled = weightedSum(of: values, weights: weights, count: values.count)
    let plain = Reference.weightedSum(of: values, weights: weights, count: values.count)
    #expect(compiled.bitPattern == plain.bitPattern)
    // And it is the sum: n roundings of what the magnitudes add up to.
    let products = zip(values, weights).map { $0 * $1 }
    let magnitude = products.reduce(0) { $0 + $1.magnitude }
    let difference = (compiled - products.reduce(0, +)).magnitude
    #expect(difference <= Double(2 * values.count) * 0x1p-52 * magnitude)
  }

  @Test func `the order is the one that is written down`() {
    // Lanes 0 and 4 cancel before anything small can be lost; from left to right 1 would be.
    let values: [Double] = [0x1p60, 1, 0, 0, -0x1p60, 0, 0, 0]
    let ones = [Double](repeating: 1, count: 8)
    #expect(weightedSum(of: values, weights: ones, count: 8) == 1)
    #expect(Reference.weightedSum(of: values, weights: ones, count: 8) == 1)
    #expect(values.reduce(0, +) == 0)
  }

  @Test func `products and sums are not fused`() {
    // Rounding x * x drops 2^-60: a fused step would leave that, two steps leave nothing.
    let x = 1 + 0x1p-30
    let values = [x * x, 0, 0, 0, 0, 0, 0, 0, x]
    let weights = [-1, 0, 0, 0, 0, 0, 0, 0, x]
    #expect(weightedSum(of: values, weights: weights, count: 9) == 0)
    #expect(Reference.weightedSum(of: values, weights: weights, count: 9) == 0)
    // The difference is there: the exact square ends in 2^-60.
    #expect((-(x * x)).addingProduct(x, x) != 0)
  }
}
