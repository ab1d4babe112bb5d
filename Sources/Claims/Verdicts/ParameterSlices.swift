// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How likely a claim is where one parameter stands low, in the middle or high, over all others.
package struct ParameterSlices: Sendable, Hashable {
  package let parameter: String
  /// Slices of equal width, the low end first; nil where no draw fell into one.
  package let slices: [EstimatedProbability?]

  /// Low, middle and high.
  package static let thirds = 3

  /// - Parameters:
  ///   - parameter: its name.
  ///   - levels: where it stood in each draw, 0 to 1.
  ///   - holds: whether the claim held in each draw, in the same order.
  ///   - count: how many slices, at least two.
  package init(
    parameter: String, levels: [Double], holds: [Bool], count: Int = Self.thirds
  ) {
    precondition(
      levels.count == holds.count, "\(levels.count) levels and \(holds.count) outcomes")
    precondition(count > 1, "\(count) slices of \(parameter)")
    var hits = [Int](repeating: 0, count: count)
    var draws = hits
    for (level, holds) in zip(levels, holds) {
      precondition((0...1).contains(level), "\(parameter) stands at \(level)")
      let slice = min(count - 1, Int(level * Double(count)))
      draws[slice] += 1
      if holds { hits[slice] += 1 }
    }
    self.parameter = parameter
    slices = zip(hits, draws).map {
      $1 > 0 ? EstimatedProbability(hits: $0, of: $1) : nil
    }
  }

  /// From what each draw came to, which holds the claim where it reaches it.
  ///
  /// - Parameters:
  ///   - parameter: its name.
  ///   - levels: where it stood in each draw, 0 to 1.
  ///   - outcomes: what each draw came to, in the same order.
  ///   - claimed: what has to be reached; just met is reached.
  ///   - count: how many slices, at least two.
  package init(
    parameter: String, levels: [Double], outcomes: [Double], atLeast claimed: Double,
    count: Int = Self.thirds
  ) {
    self.init(
      parameter: parameter, levels: levels, holds: outcomes.map { $0 >= claimed }, count: count)
  }

  /// The slice in which the claim is most likely; of equal ones the lowest.
  package var likeliest: EstimatedProbability? {
    slices.compactMap(\.self).reduce(nil) { best, slice in
      slice.estimate > best?.estimate ?? -1 ? slice : best
    }
  }

  /// The slice in which it is least likely; of equal ones the lowest.
  package var unlikeliest: EstimatedProbability? {
    slices.compactMap(\.self).reduce(nil) { worst, slice in
      slice.estimate < worst?.estimate ?? 2 ? slice : worst
    }
  }

  /// By how much the probability differs between those two; zero where no draw fell.
  package var swing: Double {
    guard let likeliest, let unlikeliest else { return 0 }
    return likeliest.estimate - unlikeliest.estimate
  }

  /// Whether the claim holds more often than not in one slice and not in another, by at least
  /// `Verdict.leastSwing` and by more than chance: the two slices' intervals have nothing in common.
  package var flips: Bool {
    guard let likeliest, let unlikeliest else { return false }
    return likeliest.estimate >= Verdict.even && unlikeliest.estimate < Verdict.even
      && swing >= Verdict.leastSwing
      && unlikeliest.interval.upper < likeliest.interval.lower
  }
}
