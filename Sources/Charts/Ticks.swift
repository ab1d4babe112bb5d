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
        let between = (first - 1...max(first - 1, last)).flatMap { exponent in
          (1...9).map { ($0, Double($0) * Logarithm.power(10, exponent)) }
        }.filter { range.contains($0.1) }
        // Where there is room, 2 and 5 have labels too.
        let rounds = between.filter { [1, 2, 5].contains($0.0) }.map(\.1)
        if rounds.count <= most { major = rounds }
        minor = between.map(\.1).filter { !major.contains($0) }
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

  /// The nearest power of the base that is not above, or not below, a value; of ten also twice and
  /// five times a power.
  static func round(_ value: Double, base: Int, upwards: Bool) -> Double {
    let below = Logarithm.power(Double(base), power(of: base, notAbove: value))
    let steps = (base == 10 ? [1, 2, 5, 10] : [1, Double(base)]).map { $0 * below }
    // What differs from a round number by rounding is that number.
    let slack = 1e-9 * value
    return upwards
      ? steps.first { $0 >= value - slack } ?? below * Double(base)
      : steps.last { $0 <= value + slack } ?? below
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
