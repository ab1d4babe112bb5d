// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Charts

struct ScaleTests {
  @Test func `a linear axis puts the middle in the middle`() {
    #expect(Scale.linear.fraction(of: 15, in: 10...20) == 0.5)
    #expect(Scale.linear.fraction(of: 10, in: 10...20) == 0)
    #expect(Scale.linear.fraction(of: 20, in: 10...20) == 1)
  }

  @Test func `a logarithmic axis puts the geometric mean in the middle`() {
    // sqrt(1 x 100) = 10.
    let middle = Scale.logarithmic(base: 10).fraction(of: 10, in: 1...100)
    #expect(abs(middle - 0.5) < 1e-15)
    // The base names ticks; it does not move points.
    #expect(Scale.logarithmic(base: 2).fraction(of: 10, in: 1...100) == middle)
  }

  @Test func `zero has a place on a linear axis alone`() {
    #expect(Scale.linear.holds(0) && Scale.linear.holds(-1))
    #expect(!Scale.logarithmic(base: 10).holds(0) && !Scale.logarithmic(base: 10).holds(-1))
    for scale in [Scale.linear, .logarithmic(base: 2)] {
      #expect(!scale.holds(.nan) && !scale.holds(.infinity))
    }
  }

  @Test(arguments: [1e-300, 1e-9, 0.3, 0.7, 1, 1.4142, 1.4143, 2, 3.7e5, 1e300])
  func `logarithms agree with the system's within a few units in the last place`(value: Double) {
    let own = Logarithm.natural(value)
    let system = log(value)
    #expect(abs(own - system) <= 4 * max(abs(system), 1e-3).ulp)
  }

  @Test func `ranges have round ends and hold every value`() {
    #expect(Scale.linear.range(around: [3, 97]) == 0...100)
    #expect(Scale.linear.range(around: [-3, 4]) == -4...4)
    #expect(Scale.logarithmic(base: 10).range(around: [0.03, 450]) == 0.02...500)
    #expect(Scale.logarithmic(base: 10).range(around: [1, 14]) == 1...20)
    #expect(Scale.logarithmic(base: 2).range(around: [8, 1000]) == 8...1024)
  }

  @Test func `a range has some extent whatever it is given`() {
    for scale in [Scale.linear, .logarithmic(base: 10), .logarithmic(base: 2)] {
      for values in [[], [0], [5], [5, 5], [-1, 0], [.nan, .infinity]] {
        let range = scale.range(around: values)
        #expect(range.lowerBound < range.upperBound, "\(scale) around \(values)")
      }
    }
  }
}

struct TickTests {
  @Test func `linear ticks are round and few`() {
    #expect(Ticks(of: .linear, in: 0...100, atMost: 6).major == [0, 20, 40, 60, 80, 100])
    #expect(Ticks(of: .linear, in: 0...0.3, atMost: 4).major.count == 4)
    #expect(Ticks(of: .linear, in: -4...4, atMost: 8).major.contains(0))
  }

  @Test func `decades have ticks at their powers and lines between`() {
    let ticks = Ticks(of: .logarithmic(base: 10), in: 0.5...200, atMost: 8)
    #expect(ticks.major == [1, 10, 100])
    // 0.5 to 0.9, 2 to 9, 20 to 90, 200.
    #expect(ticks.minor.count == 5 + 8 + 8 + 1)
  }

  @Test func `a few decades have ticks at two and five of each as well`() {
    let ticks = Ticks(of: .logarithmic(base: 10), in: 1...20, atMost: 8)
    #expect(ticks.major == [1, 2, 5, 10, 20])
    // 3, 4, 6, 7, 8, 9.
    #expect(ticks.minor.count == 6)
  }

  @Test func `powers of two are thinned to what fits, and stay aligned`() {
    // 2^3 to 2^33: every fifth power is a multiple of five.
    let ticks = Ticks(of: .logarithmic(base: 2), in: 8...8_589_934_592, atMost: 8)
    #expect(ticks.major == [5, 10, 15, 20, 25, 30].map { Double(1 << $0) })
    #expect(ticks.minor.count == 31 - 6)
  }

  @Test(arguments: [
    (0.01, "0.01"), (1, "1"), (2500, "2,500"), (1_234_567, "1,234,567"), (-2.5, "-2.5"),
    (0.1 + 0.2, "0.3"), (0, "0"),
  ])
  func `plain labels are short decimals`(value: Double, text: String) {
    #expect(TickLabels.plain.text(value) == text)
  }

  @Test func `labels take the prefix that keeps them short`() {
    let seconds = TickLabels.decimal(unit: "s")
    let spelled = ["10 µs", "1 ms", "250 ms", "1 s", "2 ks"]
    #expect([1e-5, 1e-3, 0.25, 1, 2000].map(seconds.text) == spelled)
    let bytes = TickLabels.binary(unit: "B")
    #expect([8, 1024, 33_554_432, 1536].map(bytes.text) == ["8 B", "1 KiB", "32 MiB", "1.5 KiB"])
  }
}
