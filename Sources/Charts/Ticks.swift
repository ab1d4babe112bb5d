// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Where an axis has its ticks.
struct Ticks: Sendable, Hashable {
  /// With a label and a line across the plot.
  var major: [Double]
  /// With a faint line alone.
  var minor: [Double]

  init(of scale: Scale, in range: ClosedRange<Double>, atMost most: Int) {
    switch scale {
    case .linear:
      let step = Self.step(over: range.upperBound - range.lowerBound, atMost: most)
      // A tick at an end is there in spite of rounding.
      let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
      let last = Int((range.upperBound / step + 1e-9).rounded(.down))
      major = (first...max(first, last)).map { Double($0) * step }
      minor = []
    case .logarithmic(let base):
      let first = Self.power(of: base, notBelow: range.lowerBound)
      let last = Self.power(of: base, notAbove: range.upperBound)
      let span = max(1, last - first)
      let steps = base == 2 ? [1, 2, 5, 10, 20, 50, 100, 200, 500] : [1, 2, 3, 5, 10, 20, 50, 100]
      let step = steps.first { span / $0 < most } ?? 1000
      let exponents = first <= last ? Array(first...last) : []
      major = exponents.filter { $0 % step == 0 }.map { Logarithm.power(Double(base), $0) }
      minor = []
      if base == 10, step == 1 {
        minor = (first - 1...last).flatMap { exponent in
          (2...9).map { Double($0) * Logarithm.power(10, exponent) }
        }.filter(range.contains)
      } else {
        minor = exponents.filter { $0 % step != 0 }.map { Logarithm.power(Double(base), $0) }
      }
    }
  }

  /// The smallest 1, 2 or 5 times a power of ten that fits at most so often.
  static func step(over extent: Double, atMost most: Int) -> Double {
    precondition(extent > 0 && extent.isFinite, "an axis has some extent")
    var step = Logarithm.power(10, power(of: 10, notAbove: extent / Double(most)))
    for factor in [2, 2.5, 2] where extent / step > Double(most) * (1 + 1e-9) { step *= factor }
    return step
  }

  /// The largest whole k with base^k <= value.
  static func power(of base: Int, notAbove value: Double) -> Int {
    var exponent = Int(
      (Logarithm.natural(value) / Logarithm.natural(Double(base))).rounded(.down))
    while Logarithm.power(Double(base), exponent + 1) <= value { exponent += 1 }
    while Logarithm.power(Double(base), exponent) > value { exponent -= 1 }
    return exponent
  }

  /// The least whole k with base^k >= value.
  static func power(of base: Int, notBelow value: Double) -> Int {
    let exponent = power(of: base, notAbove: value)
    return Logarithm.power(Double(base), exponent) < value ? exponent + 1 : exponent
  }
}
