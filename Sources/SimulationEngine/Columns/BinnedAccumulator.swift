// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// Amounts over time in at most 1,024 bins, whatever the length of the run.
///
/// Bins double in width, by merging pairs, when time outgrows them. The width is a power of two
/// seconds, so every edge is exact and merging loses nothing. Rows are made as they are asked for;
/// where many rows would take too much memory there are fewer bins.
struct BinnedAccumulator: ~Copyable {
  /// Bins at most, a power of two.
  static var mostBins: Int { 1024 }
  /// Amounts held at most over all rows: 2²³, or 64 MiB.
  private static var mostAmounts: Int { 1 << 23 }
  /// About a nanosecond, the finest width.
  private static var finestWidth: Double { 0x1p-30 }

  private var amounts: Column<Double>
  private(set) var rowCount = 0
  private var binCount = Self.mostBins
  private var width = Self.finestWidth

  init() { amounts = Column<Double>(capacity: 16 * Self.mostBins) }

  /// Adds an empty row and returns its number.
  mutating func addRow() -> Int {
    while (rowCount + 1) * binCount > Self.mostAmounts && binCount > 2 {
      mergePairs()
      repack(to: binCount / 2)
    }
    rowCount += 1
    amounts.extend(to: rowCount * binCount, with: 0)
    return rowCount - 1
  }

  /// Spreads an amount evenly over an interval.
  ///
  /// - Parameters:
  ///   - amount: bytes or joules.
  ///   - row: from `addRow()`.
  ///   - start: seconds; not after `end`.
  ///   - end: seconds.
  mutating func add(_ amount: Double, to row: Int, from start: Double, until end: Double) {
    guard amount != 0 else { return }
    while end > width * Double(binCount) { mergePairs() }
    let base = row * binCount
    let first = min(Int(start / width), binCount - 1)
    // An interval that ends on an edge does not reach into the bin that begins there.
    let last = max(first, min(Int((end / width).rounded(.up)) - 1, binCount - 1))
    if first == last {
      amounts[base + first] += amount
      return
    }
    let rate = amount / (end - start)
    var left = amount
    let head = rate * (Double(first + 1) * width - start)
    amounts[base + first] += head
    left -= head
    for bin in first + 1..<last {
      amounts[base + bin] += rate * width
      left -= rate * width
    }
    // What is left goes into the last bin, so that the bins sum to the amount.
    amounts[base + last] += left
  }

  /// Everything up to `end`, with the last bin cut there.
  func series(until end: Double) -> BinnedSeries {
    let used = end > 0 ? min(Int((end / width).rounded(.up)), binCount) : 0
    var edges = (0...used).map { Double($0) * width }
    if used > 0 { edges[used] = end } else { edges = [] }
    var kept: [Double] = []
    kept.reserveCapacity(used * rowCount)
    for row in 0..<rowCount {
      for bin in 0..<used { kept.append(amounts[row * binCount + bin]) }
    }
    return BinnedSeries(edges: edges, amounts: kept, rowCount: rowCount)
  }

  /// Doubles the width: bins 2i and 2i + 1 become bin i, and the upper half is empty.
  private mutating func mergePairs() {
    let half = binCount / 2
    for row in 0..<rowCount {
      let base = row * binCount
      for bin in 0..<half {
        amounts[base + bin] = amounts[base + 2 * bin] + amounts[base + 2 * bin + 1]
      }
      for bin in half..<binCount { amounts[base + bin] = 0 }
    }
    width *= 2
  }

  /// Drops the empty upper half of every row.
  private mutating func repack(to newBinCount: Int) {
    for row in 0..<rowCount {
      for bin in 0..<newBinCount {
        amounts[row * newBinCount + bin] = amounts[row * binCount + bin]
      }
    }
    binCount = newBinCount
    amounts.truncate(to: rowCount * newBinCount)
  }
}
