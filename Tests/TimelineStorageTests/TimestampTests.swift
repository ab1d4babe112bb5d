// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TimelineStorage

@Suite struct TimestampTests {
  @Test func `SOURCE_DATE_EPOCH sets the time`() throws {
    // 951,782,400 s are 11,016 days: 29 February 2000.
    #expect(
      try Timestamp.current(environment: ["SOURCE_DATE_EPOCH": "951782400"])
        == "2000-02-29T00:00:00Z")
  }

  @Test func `without it the time is the present`() throws {
    let text = try Timestamp.current(environment: [:])
    let time = try Date(text, strategy: .iso8601)
    #expect(abs(time.timeIntervalSinceNow) < 60)
  }

  @Test(arguments: ["", "yesterday", "1.5", "-1", "99999999999999"])
  func `a SOURCE_DATE_EPOCH that is no time is refused`(text: String) throws {
    let error = try #require(throws: HDF5Error.self) {
      try Timestamp.current(environment: ["SOURCE_DATE_EPOCH": text])
    }
    #expect(error.cause.contains("\"\(text)\""))
  }
}
