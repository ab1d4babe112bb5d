// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct ClaimDrawsTests {
  private static func levels(
    _ parameter: String, _ matrix: ClaimDraws.Matrix = .a, seed: UInt64 = 7, rows: Int = 20_000
  ) -> [Double] {
    let draws = ClaimDraws(seed: seed)
    return (0..<rows).map { draws.level(of: parameter, row: $0, matrix: matrix) }
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    // Evenly spread levels have the mean 1/2 and the variance 1/12.
    zip(a, b).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / Double(a.count) * 12
  }

  /// From a program of a few lines in another language, which has the published number of RFC 9923
  /// for the name "a".
  @Test func `levels are the same bits on every machine`() {
    let draws = ClaimDraws(seed: 1)
    #expect(draws.level(of: "exposed share", row: 0, matrix: .a) == 0.7221805690629369)
    #expect(draws.level(of: "exposed share", row: 0, matrix: .b) == 0.10981094538889458)
    #expect(draws.level(of: "exposed share", row: 1, matrix: .a) == 0.7597096822961106)
    let last = ClaimDraws(seed: .max)
    #expect(last.level(of: "\u{3B1}", row: 1_000_000, matrix: .b) == 0.8681529397299833)
  }

  @Test func `levels are inside their range and evenly spread`() {
    let levels = Self.levels("loss of a coupler")
    #expect(levels.allSatisfy { 0 < $0 && $0 < 1 })
    var counts = [Double](repeating: 0, count: 16)
    for level in levels { counts[Int(level * 16)] += 1 }
    // Chi-square of 15 degrees of freedom: above 37.7 once in a thousand seeds.
    #expect(counts.reduce(0) { $0 + ($1 - 1250) * ($1 - 1250) / 1250 } < 37.7)
  }

  @Test func `names, matrices, rows and seeds are independent`() {
    let levels = Self.levels("lane 1")
    // One over the square root of 20,000 is 0.007: four of them.
    let most = 0.028
    #expect(Self.correlation(levels, Self.levels("lane 2")).magnitude < most)
    #expect(Self.correlation(levels, Self.levels("lane 1", .b)).magnitude < most)
    #expect(Self.correlation(levels, Self.levels("lane 1", seed: 8)).magnitude < most)
    #expect(Self.correlation(levels, Array(levels.dropFirst()) + [0.5]).magnitude < most)
    #expect(Self.correlation(levels, levels) > 0.95)
  }
}
