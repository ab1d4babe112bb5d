// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct SaltelliDesignTests {
  private static func design(_ parameters: [String], rows: Int = 5) -> SaltelliDesign {
    SaltelliDesign(parameters: parameters, rows: rows, draws: ClaimDraws(seed: 3))
  }

  @Test func `a mixed sample is A with one column of B`() {
    let design = Self.design(["x", "y", "z"])
    #expect(design.samples == [.a, .b, .mixed(0), .mixed(1), .mixed(2)])
    #expect(design.runCount == 25)
    let a = design.levels(.a)
    let b = design.levels(.b)
    let mixed = design.levels(.mixed(1))
    for row in 0..<5 {
      #expect(mixed[row] == [a[row][0], b[row][1], a[row][2]])
      #expect(a[row] != b[row])
    }
  }

  @Test func `a parameter more, and another order, change no other's draws`() {
    let few = Self.design(["x", "y"])
    let many = Self.design(["w", "y", "x"])
    for row in 0..<5 {
      #expect(few.level(of: 0, row: row, in: .b) == many.level(of: 2, row: row, in: .b))
      #expect(few.level(of: 1, row: row, in: .a) == many.level(of: 1, row: row, in: .a))
    }
  }
}
