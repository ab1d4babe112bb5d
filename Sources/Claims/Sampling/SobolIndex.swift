// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How much of a figure's variance one parameter makes.
package struct SobolIndex: Sendable, Hashable {
  package let parameter: String
  /// The part that goes when the parameter alone becomes known. An estimate: it may be below zero.
  package let first: Double
  package let firstError: Double
  /// The part that stays when all others become known: its own, and what it makes together with
  /// others.
  package let total: Double
  package let totalError: Double
}

extension SaltelliDesign {
  /// First-order and total indices from what each run came to.
  ///
  /// First-order by estimator (b) of Saltelli et al. 2010, of figures less their mean, which
  /// changes what is expected by nothing and its error by much; total by that of M. Jansen,
  /// "Analysis of variance designs for model output", Computer Physics Communications 117, 1999.
  /// Errors are one standard deviation: that of a ratio of two means over the same rows (W. Cochran,
  /// "Sampling Techniques", 1977, ch. 6), so the variance's own is in them.
  ///
  /// - Parameters:
  ///   - a: what each row of A came to; finite.
  ///   - b: what each row of B came to.
  ///   - ab: for each parameter in order, what each row of A with its column from B came to.
  /// - Returns: one index a parameter, the largest total first, of equal ones the first in
  ///   `parameters`; all zero where every run came to the same.
  package func indices(a: [Double], b: [Double], ab: [[Double]]) -> [SobolIndex] {
    precondition(
      a.count == rows && b.count == rows && ab.count == parameters.count
        && ab.allSatisfy { $0.count == rows },
      "outputs are not those of a design of \(rows) rows and \(parameters.count) parameters")
    let all = a + b
    precondition(
      all.allSatisfy(\.isFinite) && ab.allSatisfy { $0.allSatisfy(\.isFinite) },
      "an output is no number")
    guard let lowest = all.min(), let highest = all.max(), lowest < highest else {
      return parameters.map {
        SobolIndex(parameter: $0, first: 0, firstError: 0, total: 0, totalError: 0)
      }
    }
    let mean = all.reduce(0, +) / Double(all.count)
    let rowVariances = zip(a, b).map { a, b in
      ((a - mean) * (a - mean) + (b - mean) * (b - mean)) / 2
    }
    let found = parameters.indices.map { parameter in
      let own = ab[parameter]
      let first = Self.ratio(
        a.indices.map { (b[$0] - mean) * (own[$0] - a[$0]) }, to: rowVariances)
      let total = Self.ratio(
        a.indices.map { (a[$0] - own[$0]) * (a[$0] - own[$0]) / 2 }, to: rowVariances)
      return SobolIndex(
        parameter: parameters[parameter], first: first.value, firstError: first.error,
        total: total.value, totalError: total.error)
    }
    // Stable: of equal totals the parameter that was named first stays first.
    return found.enumerated().sorted {
      ($0.element.total, $1.offset) > ($1.element.total, $0.offset)
    }.map(\.element)
  }

  /// The ratio of two means over the same rows and its standard error; no error from one row.
  private static func ratio(
    _ above: [Double], to below: [Double]
  ) -> (value: Double, error: Double) {
    let count = Double(above.count)
    let mean = below.reduce(0, +) / count
    let value = above.reduce(0, +) / count / mean
    guard above.count > 1 else { return (value, 0) }
    let squares = zip(above, below).reduce(0) { sum, row in
      let residual = (row.0 - value * row.1) / mean
      return sum + residual * residual
    }
    return (value, (squares / (count - 1) / count).squareRoot())
  }
}
