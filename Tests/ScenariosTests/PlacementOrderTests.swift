// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Scenarios

struct PlacementOrderTests {
  /// Six ranks, rank = tp + 2 dp.
  private var program: TinyProgram {
    var program = TinyProgram(rankCount: 6)
    program.families = [
      .init(name: "tp", groups: [[0, 1], [2, 3], [4, 5]], rankCount: 6),
      .init(name: "dp", groups: [[0, 2, 4], [1, 3, 5]], rankCount: 6),
      .init(name: "world", groups: [[0, 1, 2, 3, 4, 5]], rankCount: 6),
    ]
    return program
  }

  private func accelerators(_ order: PlacementOrder) throws -> [Int] {
    try order.seats(of: program.program)
  }

  @Test func `by default rank i runs on accelerator i`() throws {
    #expect(try accelerators(.byRank) == [0, 1, 2, 3, 4, 5])
  }

  @Test func `the program's own order is that of its ranks`() throws {
    #expect(try accelerators(.groups(["tp", "dp"])) == [0, 1, 2, 3, 4, 5])
  }

  @Test func `the first group of the order varies fastest on the machine`() throws {
    // Rank tp + 2 dp goes to accelerator dp + 3 tp.
    #expect(try accelerators(.groups(["dp", "tp"])) == [0, 3, 1, 4, 2, 5])
  }

  @Test func `groups of other plans have size one and change nothing`() throws {
    #expect(try accelerators(.groups(["tp", "cp", "ep", "dp", "pp"])) == [0, 1, 2, 3, 4, 5])
  }

  @Test func `an unknown group is refused with the known ones`() {
    let error = #expect(throws: InputError.self) { try accelerators(.groups(["tp", "dpp"])) }
    #expect(error?.description.contains("known: tp, dp, world (did you mean dp?)") == true)
  }

  @Test func `an order that leaves ranks out is refused`() {
    let error = #expect(throws: InputError.self) { try accelerators(.groups(["tp"])) }
    #expect(error?.description.contains("tp number 2 of the 6 ranks") == true)
  }
}
