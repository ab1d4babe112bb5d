// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A ratio shared out among the factors that made it, so that their shares multiply to it.
///
/// What a factor is worth depends on which others are already there: more bandwidth gains little in
/// a small pod and much in a large one. Its share is what it adds to the logarithm of the ratio,
/// averaged over all orders in which the factors may come: the only way that is efficient (the
/// shares make the whole), symmetric (factors that do the same get the same), gives nothing to what
/// does nothing, and adds over sums.
///
/// Source: L. Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953.
package struct ShapleyShares: Sendable, Hashable {
  package struct Factor: Sendable, Hashable {
    package let name: String
    /// What the whole is multiplied by on its account; one for what does nothing.
    package let share: Double
    /// What it does alone: the ratio with it over the ratio with none.
    package let alone: Double
    /// What it does last: the ratio with all over the ratio with all but it.
    package let last: Double
  }

  /// In the order in which they were named.
  package let factors: [Factor]
  /// The ratio with all factors over the ratio with none.
  package let whole: Double

  /// Every set of factors needs a run: 4,096 of them.
  package static let mostFactors = 12

  /// - Parameters:
  ///   - names: of the factors, at most `mostFactors`.
  ///   - value: the ratio where the factors of a set are there: bit i stands for factor i. Asked once
  ///     for every set, from none to all.
  /// - Throws: where there are too many factors or a value is not above zero and finite.
  package init(of names: [String], value: (Int) -> Double) throws(SharingError) {
    guard names.count <= Self.mostFactors else { throw .tooManyFactors(count: names.count) }
    let sets = 1 << names.count
    var logarithms: [Double] = []
    logarithms.reserveCapacity(sets)
    for set in 0..<sets {
      let ratio = value(set)
      guard ratio > 0, ratio.isFinite else {
        throw .noRatio(
          ratio, factors: names.indices.filter { set >> $0 & 1 == 1 }.map { names[$0] })
      }
      logarithms.append(FixedArithmetic.logarithm(ratio))
    }
    let weights = Self.weights(of: names.count)
    factors = names.indices.map { factor in
      let bit = 1 << factor
      var share = 0.0
      for set in 0..<sets where set & bit == 0 {
        share += weights[set.nonzeroBitCount] * (logarithms[set | bit] - logarithms[set])
      }
      return Factor(
        name: names[factor], share: FixedArithmetic.exponential(share),
        alone: FixedArithmetic.exponential(logarithms[bit] - logarithms[0]),
        last: FixedArithmetic.exponential(logarithms[sets - 1] - logarithms[sets - 1 - bit]))
    }
    whole = FixedArithmetic.exponential(logarithms[sets - 1] - logarithms[0])
  }

  /// In which part of all orders a given set of a size comes before a given factor and all others
  /// after it: s! (n - s - 1)! / n!, by size.
  private static func weights(of count: Int) -> [Double] {
    guard count > 0 else { return [] }
    var weights = [1 / Double(count)]
    for size in 1..<max(1, count) {
      weights.append(weights[size - 1] * Double(size) / Double(count - size))
    }
    return weights
  }
}
