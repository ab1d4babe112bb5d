// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

struct IntervalTests {
  @Test func `ends come in either order, and sums and differences keep every figure between`() {
    let some = Interval(Seconds.seconds(3), .seconds(2))
    #expect(some.lower == .seconds(2) && some.upper == .seconds(3))
    let others = Interval(Seconds.seconds(1), .seconds(1.5))
    #expect(some + others == Interval(.seconds(3), .seconds(4.5)))
    // 2 - 1.5 and 3 - 1.
    #expect(some - others == Interval(.seconds(0.5), .seconds(2)))
    #expect(some / 2 == Interval(.seconds(1), .seconds(1.5)))
  }

  @Test func `a ratio is least of the least over the most`() throws {
    let ratio = try #require(
      Interval(Joules.joules(2), .joules(6)).ratio(to: Interval(Seconds.seconds(2), .seconds(4))))
    #expect(ratio == Interval(0.5, 3))
    let none = Interval(Joules.joules(2), .joules(6)).ratio(to: Interval(Seconds.zero, .seconds(4)))
    #expect(none == nil)
  }

  @Test func `what falls while a figure rises changes the ends`() {
    #expect(Interval(2.0, 4.0).map { 8 / $0 } == Interval(2.0, 4.0))
    #expect(Interval(1.0, 4.0).map { 8 / $0 } == Interval(2.0, 8.0))
  }

  @Test func `rounding is no width`() {
    #expect(Interval(1.0, 1 + 1e-10).isExact)
    #expect(!Interval(1.0, 1 + 1e-8).isExact)
    #expect(Interval(0.0).isExact)
    // A tenth of the upper end.
    #expect(abs(Interval(9.0, 10.0).width - 0.1) < 1e-15)
    #expect(Interval(0.0).width == 0)
  }

  @Test func `ends that are known otherwise are not widened`() {
    #expect(Interval(-1.0, 5.0).held(from: 0, to: 3) == Interval(0.0, 3.0))
    #expect(Interval(1.0, 2.0).held(from: 0, to: 3) == Interval(1.0, 2.0))
  }
}
