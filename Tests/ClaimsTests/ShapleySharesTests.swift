// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Claims

struct ShapleySharesTests {
  @Test func `two factors that help each other share what they make together`() throws {
    // Alone 1.2 and 1.5, together 2.7: 2.7 / 1.8 = 1.5 is from both, and each has its root.
    let ratios = [1, 1.2, 1.5, 2.7]
    let shares = try ShapleyShares(of: ["bandwidth", "radix"]) { ratios[$0] }
    let bandwidth = shares.factors[0]
    let radix = shares.factors[1]
    #expect((bandwidth.share - 1.2 * 1.5.squareRoot()).magnitude < 1e-14)
    #expect((radix.share - 1.5 * 1.5.squareRoot()).magnitude < 1e-14)
    #expect((bandwidth.alone - 1.2).magnitude < 1e-14 && (bandwidth.last - 1.8).magnitude < 1e-14)
    #expect((radix.alone - 1.5).magnitude < 1e-14 && (radix.last - 2.25).magnitude < 1e-14)
    #expect((shares.whole - 2.7).magnitude < 1e-14)
  }

  /// Ratios without any structure, one a set.
  private static func ratios(_ count: Int, seed: UInt64) -> [Double] {
    let draws = ClaimDraws(seed: seed)
    return (0..<(1 << count)).map { 0.2 + 5 * draws.level(of: "ratio", row: $0, matrix: .a) }
  }

  /// The mean over all orders of what a factor adds when its turn comes: Shapley's own definition,
  /// which knows nothing of weights by size.
  private static func byOrders(_ ratios: [Double], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var orders = 0.0
    func visit(_ set: Int, _ gains: [Double]) {
      guard set + 1 < 1 << count else {
        orders += 1
        for factor in 0..<count { sums[factor] += gains[factor] }
        return
      }
      for factor in 0..<count where set >> factor & 1 == 0 {
        let next = set | 1 << factor
        var gains = gains
        gains[factor] = log(ratios[next] / ratios[set])
        visit(next, gains)
      }
    }
    visit(0, [Double](repeating: 0, count: count))
    return sums.map { exp($0 / orders) }
  }

  @Test(arguments: [1, 3, 6])
  func `shares are the means over all orders`(count: Int) throws {
    let ratios = Self.ratios(count, seed: 21)
    let shares = try ShapleyShares(of: (0..<count).map { "factor \($0)" }) { ratios[$0] }
    for (factor, expected) in zip(shares.factors, Self.byOrders(ratios, count: count)) {
      // 720 orders are summed.
      #expect((factor.share / expected - 1).magnitude < 1e-12)
    }
  }

  @Test(arguments: [1, 5, 12])
  func `shares multiply to the whole`(count: Int) throws {
    let ratios = Self.ratios(count, seed: 22)
    let shares = try ShapleyShares(of: (0..<count).map { "factor \($0)" }) { ratios[$0] }
    let product = shares.factors.reduce(1) { $0 * $1.share }
    #expect((product / shares.whole - 1).magnitude < 1e-12)
    #expect((shares.whole / (ratios[ratios.count - 1] / ratios[0]) - 1).magnitude < 1e-12)
  }

  @Test func `what does nothing has one, and what does the same has the same`() throws {
    // By the number of factors 0 and 2 that are there; factor 1 does nothing.
    let byCount = [1, 1.7, 4]
    let shares = try ShapleyShares(of: ["a", "none", "b"]) { byCount[($0 & 0b101).nonzeroBitCount] }
    // But for the rounding of sums of equal terms in another order.
    #expect((shares.factors[1].share - 1).magnitude < 1e-15)
    #expect(shares.factors[1].alone == 1 && shares.factors[1].last == 1)
    #expect((shares.factors[0].share - 2).magnitude < 1e-14)
    #expect((shares.factors[2].share - 2).magnitude < 1e-14)
  }

  @Test func `no factor has no share`() throws {
    let shares = try ShapleyShares(of: []) { _ in 3 }
    #expect(shares.factors.isEmpty && shares.whole == 1)
  }

  @Test func `too many factors and ratios without a logarithm are refused`() throws {
    #expect(throws: SharingError.tooManyFactors(count: 13)) {
      try ShapleyShares(of: (0..<13).map { "\($0)" }) { _ in 1 }
    }
    let error = #expect(throws: SharingError.self) {
      try ShapleyShares(of: ["a", "b"]) { $0 == 2 ? 0 : 1 }
    }
    #expect(error == .noRatio(0, factors: ["b"]))
    #expect(try #require(error).description.hasPrefix("with b the ratio is 0.0"))
  }
}
