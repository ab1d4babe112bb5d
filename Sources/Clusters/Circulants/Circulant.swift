// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Positions on a circle, each joined to those some strides on and back: it looks the same from
/// each.
package struct Circulant: Sendable, Hashable {
  package var count: Int
  /// From 1 to half of `count`, ascending, each once.
  package var strides: [Int]

  package init(count: Int, strides: [Int]) {
    self.count = count
    self.strides = strides
  }

  /// Neighbours of a position: two a stride, one where the stride is half way around.
  package var degree: Int {
    strides.reduce(0) { $0 + ($1 * 2 == count ? 1 : 2) }
  }

  /// Whether a way leads from every position to every other: whether the strides and the count
  /// have no divisor in common.
  package var isConnected: Bool { strides.reduce(count, Self.divisor) == 1 }

  package func neighbours(of position: Int) -> [Int] {
    strides.flatMap { stride in
      let up = (position + stride) % count
      let down = (position + count - stride) % count
      return up == down ? [up] : [up, down]
    }
  }

  /// So many strides, each a ring through all positions, in a row that grows by a constant factor
  /// from 1 as nearly as can be, which keeps the diameter small.
  ///
  /// After W. Wang and others, "TopoOpt: co-optimizing network topology and parallelization
  /// strategy for distributed training jobs", NSDI 2023: rings from strides without a common
  /// divisor with the count, chosen near a geometric row.
  ///
  /// - Parameters:
  ///   - count: positions, 2 or more.
  ///   - rings: strides, 1 or more.
  /// - Returns: nil where there are fewer such strides.
  package static func geometric(count: Int, rings: Int) -> Circulant? {
    var free = (1...max(count / 2, 1)).filter { divisor($0, count) == 1 }
    guard rings >= 1, free.count >= rings else { return nil }
    var chosen: [Int] = []
    for ring in 0..<rings {
      // Ideal stride to the power `rings` is `count` to the power `ring`: compared so, in whole
      // numbers' logarithms, the choice rests on one comparison of doubles a candidate.
      let ideal = Self.root(of: count, ring, rings)
      let best = free.indices.min { (distance(free[$0], ideal)) < (distance(free[$1], ideal)) }
      if let best { chosen.append(free.remove(at: best)) }
    }
    return Circulant(count: count, strides: chosen.sorted())
  }

  private static func distance(_ stride: Int, _ ideal: Double) -> Double {
    abs(Double(stride) - ideal)
  }

  /// `count` to the power `numerator / denominator`, by bisection: multiplication alone is the same
  /// on every machine.
  private static func root(of count: Int, _ numerator: Int, _ denominator: Int) -> Double {
    let goal = power(Double(count), numerator)
    var low = 1.0
    var high = Double(count)
    // 60 halvings leave nothing of a double's 53 bits.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if power(middle, denominator) < goal { low = middle } else { high = middle }
    }
    return low
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
