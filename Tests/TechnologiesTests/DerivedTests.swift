// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies
import Testing

@Suite struct `A figure that follows from others` {
  private func figure(
    _ name: String, _ value: Double, _ low: Double?, _ high: Double?, _ grade: Grade = .primary
  ) -> Figure<Watts> {
    Figure(
      name: name, value: .watts(value), low: low.map { .watts($0) }, high: high.map { .watts($0) },
      grade: grade, source: "a test")
  }

  @Test func `one device at both ends is good or bad at both`() {
    let module = figure("module", 16, 14, 17)
    let sum = Derived { draw in draw(module) + draw(module) }
    #expect((sum.low, sum.value, sum.high) == (.watts(28), .watts(32), .watts(34)))
    // The difference of the two ends is nothing, whatever the module is.
    let difference = Derived { draw in draw(module) - draw(module) }
    #expect((difference.low, difference.high) == (.zero, .zero))
    // Two devices that only look alike differ by up to 17 - 14.
    let twin = figure("twin", 16, 14, 17)
    let other = Derived { draw in draw(module) - draw(twin) }
    #expect((other.low, other.high) == (.watts(-3), .watts(3)))
  }

  @Test func `a figure that lowers the result lowers it at its high end`() {
    let spent = figure("spent", 10, 8, 20)
    let saved = figure("saved", 3, 1, 4)
    let net = Derived { draw in draw(spent) - draw(saved) }
    #expect((net.low, net.value, net.high) == (.watts(4), .watts(7), .watts(19)))
    #expect(net.drivers.map(\.figure) == ["spent", "saved"])
  }

  @Test func `the range holds every draw between the ends`() {
    let a = figure("a", 3, 2, 5)
    let b = figure("b", 4, 1, 6)
    func result(_ x: Double, _ y: Double) -> Double { x / (x + y) }
    let derived = Derived { draw in
      Watts(rawValue: result(draw(a).rawValue, draw(b).rawValue))
    }
    for i in 0...10 {
      for j in 0...10 {
        let value = result(2 + 0.3 * Double(i), 1 + 0.5 * Double(j))
        #expect(value >= derived.low.rawValue - 1e-15 && value <= derived.high.rawValue + 1e-15)
      }
    }
    #expect(derived.low.rawValue == result(2, 6))
    #expect(derived.high.rawValue == result(5, 1))
  }

  @Test func `without a range nothing moves, and the weakest grade is known`() {
    let a = figure("a", 3, nil, nil, .vendor)
    let b = figure("b", 4, nil, nil, .unverified)
    let sum = Derived { draw in draw(a) + draw(b) }
    #expect((sum.low, sum.high) == (.watts(7), .watts(7)))
    #expect(sum.drivers.isEmpty)
    #expect(sum.weakestGrade == .unverified)
  }
}
