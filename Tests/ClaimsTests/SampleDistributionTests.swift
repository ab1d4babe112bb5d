// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct SampleDistributionTests {
  @Test func `a quantile lies on the line between two draws`() {
    let distribution = SampleDistribution([40, 10, 30, 20])
    // Positions 0, 1, 2, 3: the quartiles are at 0.75, 1.5 and 2.25.
    #expect(distribution.quantile(0.25) == 17.5)
    #expect(distribution.median == 25)
    #expect(distribution.quantile(0.75) == 32.5)
    #expect(distribution.quantile(0) == 10 && distribution.quantile(1) == 40)
    #expect(distribution.mean == 25)
    // 225 + 25 + 25 + 225 over 3.
    #expect(distribution.standardDeviation == (500.0 / 3).squareRoot())
  }

  @Test func `quantiles of an even spread are its levels`() {
    let draws = ClaimDraws(seed: 5)
    let distribution = SampleDistribution(
      (0..<10_000).map { draws.level(of: "x", row: $0, matrix: .a) })
    // The standard deviation of a quantile is at most 0.5 / 100: four of them.
    for part in [0.05, 0.25, 0.5, 0.75, 0.95] {
      #expect((distribution.quantile(part) - part).magnitude < 0.02)
    }
    #expect((distribution.standardDeviation - (1.0 / 12).squareRoot()).magnitude < 0.01)
    let high = distribution.probability(atLeast: 0.9)
    #expect((high.estimate - 0.1).magnitude < 0.012)
    #expect(high.interval.contains(0.1))
  }

  @Test func `one draw is its own distribution`() {
    let one = SampleDistribution([2])
    #expect(one.quantile(0.3) == 2 && one.standardDeviation == 0 && one.mean == 2)
  }

  @Test func `what is just met is reached`() {
    let distribution = SampleDistribution([1, 3, 3, 3, 4])
    #expect(distribution.probability(atLeast: 3).hits == 4)
    #expect(distribution.probability(atLeast: 3.0.nextUp).hits == 1)
    #expect(distribution.probability(atLeast: 0).hits == 5)
    #expect(distribution.probability(atLeast: 5).hits == 0)
  }

  /// R. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
  /// Medicine 17, 1998, table I, the score method without continuity correction.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func `intervals are the published ones`(hits: Int, count: Int, low: Double, high: Double) {
    let interval = EstimatedProbability(hits: hits, of: count).interval
    // Four digits were printed.
    #expect((interval.lower - low).magnitude < 5.1e-5)
    #expect((interval.upper - high).magnitude < 5.1e-5)
  }

  @Test func `nothing and everything have one sure end`() {
    #expect(EstimatedProbability(hits: 0, of: 7).interval.lower == 0)
    #expect(EstimatedProbability(hits: 7, of: 7).interval.upper == 1)
    #expect(EstimatedProbability(hits: 7, of: 7).interval.lower < 0.65)
  }
}
