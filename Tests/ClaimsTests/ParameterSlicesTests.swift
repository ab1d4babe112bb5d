// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct ParameterSlicesTests {
  @Test func `each draw is in the slice of its level`() throws {
    let slices = ParameterSlices(
      parameter: "batch", levels: [0.1, 0.2, 0.4, 0.9, 1, 0.99],
      holds: [false, true, true, true, true, false])
    #expect(
      slices.slices == [
        EstimatedProbability(hits: 1, of: 2), EstimatedProbability(hits: 1, of: 1),
        EstimatedProbability(hits: 2, of: 3),
      ])
    #expect(slices.swing == 0.5)
    #expect(slices.likeliest?.estimate == 1 && slices.unlikeliest?.estimate == 0.5)
  }

  @Test func `an outcome that just meets the claim holds it`() {
    let slices = ParameterSlices(
      parameter: "batch", levels: [0.1, 0.2, 0.8], outcomes: [2.9, 3, 4], atLeast: 3)
    #expect(slices.slices.map { $0?.hits } == [1, nil, 1])
  }

  /// Of `count` draws in each third, so many hold the claim.
  static func made(_ name: String, _ hits: [Int], of count: Int = 1000) -> ParameterSlices {
    var levels: [Double] = []
    var holds: [Bool] = []
    for (slice, hits) in hits.enumerated() {
      for draw in 0..<count {
        levels.append((Double(slice) + (Double(draw) + 0.5) / Double(count)) / 3)
        holds.append(draw < hits)
      }
    }
    return ParameterSlices(parameter: name, levels: levels, holds: holds, count: 3)
  }

  @Test(arguments: [
    ([500, 500, 399], true), ([499, 450, 399], false), ([500, 550, 600], false),
    // Less than a tenth apart.
    ([520, 480, 440], false), ([540, 480, 430], true),
    // The middle counts as well.
    ([300, 800, 300], true),
  ])
  func `a flip crosses one half by a tenth`(hits: [Int], flips: Bool) {
    #expect(Self.made("batch", hits).flips == flips)
  }

  @Test func `what chance can do is no flip`() {
    // 6 of 10 and 4 of 10: Wilson's intervals meet. 600 and 400 of 1,000: they do not.
    #expect(!Self.made("batch", [6, 5, 4], of: 10).flips)
    #expect(Self.made("batch", [600, 500, 400]).flips)
  }

  @Test func `a parameter that was never drawn flips nothing`() {
    let slices = ParameterSlices(parameter: "batch", levels: [], holds: [])
    #expect(slices.slices == [nil, nil, nil] && slices.swing == 0 && !slices.flips)
  }
}
