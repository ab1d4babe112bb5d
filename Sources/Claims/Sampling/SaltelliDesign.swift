// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The runs from which Sobol' indices of every parameter follow: n rows of A, n of B, and n for each
/// parameter of A with that parameter's column from B, (k + 2) n runs in all.
///
/// Source: A. Saltelli et al., "Variance based sensitivity analysis of model output", Computer
/// Physics Communications 181, 2010.
package struct SaltelliDesign: Sendable {
  /// One set of rows.
  package enum Sample: Sendable, Hashable {
    case a
    case b
    /// A, but the parameter of that number has its column from B.
    case mixed(Int)
  }

  package let parameters: [String]
  /// Rows in each sample.
  package let rows: Int
  private let draws: ClaimDraws

  /// - Parameters:
  ///   - parameters: names, no two alike: those would be drawn as one.
  ///   - rows: in each sample, at least one.
  ///   - draws: where the levels come from.
  package init(parameters: [String], rows: Int, draws: ClaimDraws) {
    precondition(rows > 0, "a design of \(rows) rows")
    precondition(
      Set(parameters).count == parameters.count, "two parameters of one name in \(parameters)")
    self.parameters = parameters
    self.rows = rows
    self.draws = draws
  }

  /// A, B, then A with the column of each parameter in their order.
  package var samples: [Sample] { [.a, .b] + parameters.indices.map(Sample.mixed) }

  /// Runs in all.
  package var runCount: Int { samples.count * rows }

  /// - Parameters:
  ///   - parameter: its number in `parameters`.
  ///   - row: from 0 to below `rows`.
  ///   - sample: which set of rows.
  /// - Returns: in (0, 1), where the parameter stands in its range.
  package func level(of parameter: Int, row: Int, in sample: Sample) -> Double {
    let isFromB = sample == .b || sample == .mixed(parameter)
    return draws.level(of: parameters[parameter], row: row, matrix: isFromB ? .b : .a)
  }

  /// Levels of one run, in the order of `parameters`.
  package func levels(_ sample: Sample, row: Int) -> [Double] {
    parameters.indices.map { level(of: $0, row: row, in: sample) }
  }

  /// Levels of a sample: `rows` rows, each in the order of `parameters`.
  package func levels(_ sample: Sample) -> [[Double]] {
    (0..<rows).map { levels(sample, row: $0) }
  }
}
