// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Claims

struct SobolIndexTests {
  private static func indices(
    of parameters: [String], rows: Int, seed: UInt64 = 11, _ figure: ([Double]) -> Double
  ) -> [SobolIndex] {
    let design = SaltelliDesign(
      parameters: parameters, rows: rows, draws: ClaimDraws(seed: seed))
    return design.indices(
      a: design.levels(.a).map(figure), b: design.levels(.b).map(figure),
      ab: parameters.indices.map { design.levels(.mixed($0)).map(figure) })
  }

  /// T. Ishigami and T. Homma 1990: sin x + 7 sin² y + 0.1 z⁴ sin x, each of -pi to pi. With a = 7 and
  /// b = 0.1: V = a²/8 + b pi⁴/5 + b² pi⁸/18 + 1/2, V1 = (1 + b pi⁴/5)²/2, V2 = a²/8, and x and z
  /// together have 8 b² pi⁸/225.
  private static func ishigami(_ levels: [Double]) -> Double {
    let x = levels.map { (2 * $0 - 1) * Double.pi }
    let z = x[2] * x[2]
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * z * z * sin(x[0])
  }

  @Test func `indices of the Ishigami function are the published ones`() throws {
    let found = Self.indices(of: ["x", "y", "z"], rows: 16_384, Self.ishigami)
    #expect(found.map(\.parameter) == ["x", "y", "z"])
    let first = [0.3139, 0.4424, 0]
    let total = [0.5576, 0.4424, 0.2437]
    for (index, found) in found.enumerated() {
      // Four standard errors, and those are small enough to tell.
      #expect((found.first - first[index]).magnitude < 4 * found.firstError)
      #expect((found.total - total[index]).magnitude < 4 * found.totalError)
      #expect(found.firstError < 0.02 && found.totalError < 0.02)
    }
  }

  @Test func `the stated errors are what estimates scatter by`() {
    // 200 studies of 256 rows: of the estimates' distances from the truth, over their stated
    // errors, the mean square is 1; 1/10 is its standard deviation, and small samples add some.
    var first = 0.0
    var total = 0.0
    for seed in 0..<200 {
      let found = Self.indices(
        of: ["x", "y", "z"], rows: 256, seed: UInt64(seed), Self.ishigami)
      for index in found where index.parameter == "x" {
        let offFirst = (index.first - 0.3139) / index.firstError
        let offTotal = (index.total - 0.5576) / index.totalError
        first += offFirst * offFirst / 200
        total += offTotal * offTotal / 200
      }
    }
    #expect(first > 0.6 && first < 1.5)
    #expect(total > 0.6 && total < 1.5)
  }

  @Test func `of a sum every index is its part of the variance`() {
    // 3 x + y, far from zero: variances as 9 to 1, nothing together; z does nothing.
    let found = Self.indices(of: ["y", "z", "x"], rows: 8192) { 1000 + 3 * $0[2] + $0[0] }
    #expect(found.map(\.parameter) == ["x", "y", "z"])
    for (index, part) in zip(found, [0.9, 0.1, 0]) {
      #expect((index.first - part).magnitude < 0.03)
      #expect((index.total - part).magnitude < 0.03)
    }
    #expect(found[2].first == 0 && found[2].total == 0 && found[2].totalError == 0)
  }

  @Test func `where nothing varies nothing has a part`() {
    let found = Self.indices(of: ["x", "y"], rows: 64) { _ in 0.1 }
    #expect(found.map(\.parameter) == ["x", "y"])
    #expect(found.allSatisfy { $0.first == 0 && $0.total == 0 })
    #expect(found.allSatisfy { $0.firstError == 0 && $0.totalError == 0 })
  }
}
