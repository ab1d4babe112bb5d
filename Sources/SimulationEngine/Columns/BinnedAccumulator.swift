// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
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
  /// Rows begin a cache line further apart than a power of two: what moves at one instant goes into
  /// the same bin of many rows, and lines that lie a power of two apart push each other out of the
  /// caches.
  private static var padding: Int { 8 }
  private var binCount = Self.mostBins
  /// Seconds of a bin.
  private(set) var width = Self.finestWidth
  /// Where the last interval lay: messages that share their start and end come in a row.
  private var recent = Stretch()

  /// Where an interval lies in the bins, with all that has to be divided.
  private struct Stretch {
    var start = Double.nan
    var end = Double.nan
    var first = 0
    var last = 0
    /// Parts of an amount in the first bin, and in each bin between the first and the last.
    var headPart = 1.0
    var innerPart = 0.0
  }

  private var stride: Int { binCount + Self.padding }

  /// Room that doubles with the rows ends at just as many as may be.
  init() { amounts = Column<Double>(capacity: 16 * (Self.mostBins + Self.padding)) }

  /// Adds an empty row and returns its number.
  mutating func addRow() -> Int {
    while (rowCount + 1) * binCount > Self.mostAmounts && binCount > 2 {
      widen()
      repack(to: binCount / 2)
    }
    rowCount += 1
    amounts.extend(to: rowCount * stride, with: 0)
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
    if start != recent.start || end != recent.end { locate(from: start, until: end) }
    let bins = amounts.base + row * stride
    if recent.first == recent.last {
      bins[recent.first] += amount
      return
    }
    let head = amount * recent.headPart
    let inner = amount * recent.innerPart
    let innerCount = recent.last - recent.first - 1
    bins[recent.first] += head
    if innerCount > 0 { Kernels.add(inner, to: bins + recent.first + 1, count: innerCount) }
    // What is left goes into the last bin, so that the bins sum to the amount.
    bins[recent.last] += amount - head - Double(innerCount) * inner
  }

  private mutating func locate(from start: Double, until end: Double) {
    while end > width * Double(binCount) { widen() }
    let first = min(Int(start / width), binCount - 1)
    // An interval that ends on an edge does not reach into the bin that begins there.
    let last = max(first, min(Int((end / width).rounded(.up)) - 1, binCount - 1))
    recent = Stretch(start: start, end: end, first: first, last: last)
    guard first < last else { return }
    recent.headPart = (Double(first + 1) * width - start) / (end - start)
    recent.innerPart = width / (end - start)
  }

  /// Everything up to `end`, with the last bin cut there.
  func series(until end: Double) -> BinnedSeries {
    let used = end > 0 ? min(Int((end / width).rounded(.up)), binCount) : 0
    var edges = (0...used).map { Double($0) * width }
    if used > 0 { edges[used] = end } else { edges = [] }
    var kept: [Double] = []
    kept.reserveCapacity(used * rowCount)
    for row in 0..<rowCount {
      for bin in 0..<used { kept.append(amounts[row * stride + bin]) }
    }
    return BinnedSeries(edges: edges, amounts: kept, rowCount: rowCount)
  }

  /// Doubles the width: bins 2i and 2i + 1 become bin i, and the upper half is empty.
  private mutating func widen() {
    let half = binCount / 2
    for row in 0..<rowCount {
      let bins = amounts.base + row * stride
      mergePairs(bins, count: half)
      (bins + half).update(repeating: 0, count: half)
    }
    width *= 2
    recent = Stretch()
  }

  /// Drops the empty upper half of every row.
  private mutating func repack(to newBinCount: Int) {
    let newStride = newBinCount + Self.padding
    for row in 0..<rowCount {
      for bin in 0..<newBinCount {
        amounts[row * newStride + bin] = amounts[row * stride + bin]
      }
    }
    binCount = newBinCount
    amounts.truncate(to: rowCount * newStride)
  }
}
