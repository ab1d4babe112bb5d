// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// How a baseline's time is split between computing and parts of communication, from published
/// bars of relative times: every bar is T = C + sum of coefficient times X of each part.
///
/// It is what the publisher's own figures imply if exposed times add up; parts that hide behind
/// computing or behind each other are not in it. Where there are as many bars as unknowns, the ends
/// of every share are exact: a share is linear-fractional in each bar and each coefficient, so it
/// turns nowhere in their ranges unless the equations become singular there, which is an error. Where
/// there are more bars, they are fitted by least squares; ends are then exact for the bars' rounding
/// and, for ranges of coefficients, those of the combinations of their ends.
package struct CommunicationSplit: Sendable, Hashable {
  /// One part of the baseline's time over all of it.
  package struct Share: Sendable, Hashable {
    package let name: String
    /// From the figures as they were printed and coefficients half way between their ends.
    package let nominal: Double
    /// Over the rounding of the bars and the ranges of the coefficients.
    package let range: Interval<Double>
  }

  /// C: computing, and all else that the parts are not.
  package let computing: Share
  /// Of each part, in their order.
  package let parts: [Share]
  /// f: all parts together.
  package let exposed: Share
  /// The most by which a bar, as printed, differs from what the shares make of it; zero but for
  /// rounding where there are as many bars as unknowns.
  package let residual: Double
  /// Why the bars are not of such a step: what share is below zero or above all, or which bars
  /// no shares make. Nil where they may be.
  package let contradiction: String?

  /// Figures that may have a range: each doubles the combinations that are solved.
  package static let mostRanges = 12

  /// - Parameters:
  ///   - names: of the parts of communication.
  ///   - bars: each with a coefficient a part, at least one bar more than parts.
  /// - Throws: where the bars do not determine the parts, or have too many ranges.
  package init(parts names: [String], bars: [PublishedBar]) throws(InversionError) {
    for bar in bars where bar.coefficients.count != names.count {
      throw .wrongCoefficients(
        bar: bar.label, given: bar.coefficients.count, parts: names.count)
    }
    guard bars.count > names.count else {
      throw .underdetermined(bars: bars.count, unknowns: names.count + 1)
    }
    let corners = BarCorners(bars)
    guard corners.rangeCount <= Self.mostRanges else {
      throw .tooManyRanges(count: corners.rangeCount)
    }
    let nominal = try Self.split(corners.nominal, names)
    var low = nominal.shares
    var high = nominal.shares
    for corner in 0..<corners.count {
      let found = try Self.split(corners[corner], names)
      guard (found.determinant > 0) == (nominal.determinant > 0) else {
        throw .indistinguishable(parts: names)
      }
      for index in low.indices {
        low[index] = min(low[index], found.shares[index])
        high[index] = max(high[index], found.shares[index])
      }
    }
    func share(_ name: String, _ index: Int) -> Share {
      Share(name: name, nominal: nominal.shares[index], range: Interval(low[index], high[index]))
    }
    computing = share("computing", 0)
    parts = names.indices.map { share(names[$0], $0 + 1) }
    exposed = Share(
      name: "exposed", nominal: 1 - computing.nominal,
      range: Interval(1 - computing.range.upper, 1 - computing.range.lower))
    residual = nominal.misses.max() ?? 0
    contradiction =
      Self.impossibleShares([computing] + parts) ?? Self.missedBars(bars, nominal.misses)
  }

  private struct Split {
    /// Computing, then each part, over their sum.
    let shares: [Double]
    let determinant: Double
    /// By how much each bar is missed.
    let misses: [Double]
  }

  private static func split(
    _ bars: BarCorners.Bars, _ names: [String]
  ) throws(InversionError) -> Split {
    let rows = bars.coefficients.map { [1] + $0 }
    guard let solution = LeastSquares.solve(rows, bars.times) else {
      throw .indistinguishable(parts: names)
    }
    let whole = solution.values.reduce(0, +)
    guard whole > 0 else { throw .noBaseline }
    let misses = zip(rows, bars.times).map { row, time in
      (zip(row, solution.values).reduce(0) { $0 + $1.0 * $1.1 } - time).magnitude
    }
    return Split(
      shares: solution.values.map { $0 / whole }, determinant: solution.determinant,
      misses: misses)
  }

  private static func impossibleShares(_ shares: [Share]) -> String? {
    let slack = Interval<Double>.rounding
    let wrong = shares.filter { $0.nominal < -slack || $0.nominal > 1 + slack }
    guard !wrong.isEmpty else { return nil }
    let isBeyondRounding = wrong.contains { $0.range.upper < -slack || $0.range.lower > 1 + slack }
    return "the bars contradict the model: "
      + wrong.map { "\($0.name) would be \(worded($0.nominal)) of the step" }
      .joined(separator: ", ")
      + (isBeyondRounding ? ", whatever was rounded" : ", unless it is what was rounded")
  }

  /// Fitted bars that are missed by more than half of their last digit and the baseline's together.
  private static func missedBars(_ bars: [PublishedBar], _ misses: [Double]) -> String? {
    let slack = Interval<Double>.rounding
    let missed = bars.indices.filter { misses[$0] > bars[$0].rounding / 2 + slack }
    guard !missed.isEmpty else { return nil }
    return "the bars contradict the model: at the best fit "
      + missed.map { "\(bars[$0].label) is missed by \(worded(misses[$0]))" }
      .joined(separator: ", ")
  }
}
