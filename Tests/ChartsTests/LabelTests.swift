// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Charts

struct LabelTests {
  @Test func `names that are far apart stay where their lines end`() {
    #expect(Labels.spread([80, 20, 50], spacing: 15, within: 0...100) == [80, 20, 50])
  }

  @Test func `names that crowd lie around their mean`() {
    // Three at 50: 35, 50 and 65, in the order given.
    #expect(Labels.spread([50, 50, 50], spacing: 15, within: 0...100) == [35, 50, 65])
  }

  @Test func `piles that meet become one`() {
    // 10 and 10 are 2.5 and 17.5; 20 is in their way: mean 40/3, from 40/3 - 15.
    let places = Labels.spread([10, 10, 20], spacing: 15, within: -100...100)
    for (place, expected) in zip(places, [-5.0 / 3, 40.0 / 3, 85.0 / 3]) {
      #expect(abs(place - expected) < 1e-9)  // rounding of thirds
    }
  }

  @Test func `names stay inside, and apart as far as there is room`() {
    let places = Labels.spread([99, 98, 1, 100, 2], spacing: 15, within: 0...100)
    #expect(places.allSatisfy { (0...100).contains($0) })
    for (one, other) in zip(places.sorted(), places.sorted().dropFirst()) {
      #expect(other - one >= 15 - 1e-9)  // sums of halves
    }
  }
}
