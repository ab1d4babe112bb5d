// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Testing

@testable import Scenarios

struct CeilingReadingTests {
  @Test(arguments: [
    ("12 MW", Ceiling.Limit.average(.megawatts(12), window: nil)),
    ("600 kW over 1 s", .average(.kilowatts(600), window: .seconds(1))),
    ("peak 500 W", .peak(.watts(500))),
  ])
  func `a command line's ceiling is an average, a window or a peak`(
    text: String, limit: Ceiling.Limit
  ) throws {
    #expect(try Ceiling(parsing: text) == Ceiling(limit: limit))
  }

  @Test func `scope and answer stand before and behind it`() throws {
    #expect(
      try Ceiling(parsing: "rack 40 kW over 1 s, throttle")
        == Ceiling(
          scope: .rack, limit: .average(.kilowatts(40), window: .seconds(1)), response: .throttle))
    #expect(
      try Ceiling(parsing: "node peak 9 kW, shrink")
        == Ceiling(scope: .node, limit: .peak(.kilowatts(9)), response: .shrink))
    #expect(
      try Ceiling(parsing: "energy 2 MJ per step")
        == Ceiling(limit: .energy(.joules(2e6), per: .step)))
  }

  @Test(arguments: [
    "12", "peak", "12 MW over", "12 MW over 0 s", "0 W", "12 MJ", "row 12 MW", "12 MW, slow",
    "energy 12 MW", "energy 1 J per year", "energy 1 J, throttle", "energy 0 J",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: QuantityError.self) { try Ceiling(parsing: text) }
  }
}
