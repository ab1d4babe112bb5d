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

  @Test(arguments: ["12", "peak", "12 MW over", "12 MW over 0 s", "0 W", "12 MJ"])
  func `anything else is refused`(text: String) {
    #expect(throws: QuantityError.self) { try Ceiling(parsing: text) }
  }
}
