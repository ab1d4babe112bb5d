// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Amounts in consecutive bins of time, one row per link or component.
///
/// Bins have equal width but for the last, which ends with the run.
public struct BinnedSeries: Sendable {
  /// Seconds; one more than there are bins, rising.
  public var edges: [Double]
  /// Row-major: `amounts[row * binCount + bin]`, in bytes for links and joules for power.
  public var amounts: [Double]
  public var rowCount: Int

  public init(edges: [Double], amounts: [Double], rowCount: Int) {
    precondition(amounts.count == rowCount * max(edges.count - 1, 0), "a row lacks bins")
    self.edges = edges
    self.amounts = amounts
    self.rowCount = rowCount
  }

  public var binCount: Int { max(edges.count - 1, 0) }

  public func row(_ index: Int) -> ArraySlice<Double> {
    amounts[index * binCount..<(index + 1) * binCount]
  }

  /// Seconds between the edges of a bin.
  public func width(of bin: Int) -> Double { edges[bin + 1] - edges[bin] }
}
