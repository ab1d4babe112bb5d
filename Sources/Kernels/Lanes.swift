// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Lanes that stand side by side in a column of ``joinLanes(into:delays:_:from:to:)``.
public let laneCount = 8

/// What waits for what, node by node: `source[start[n]..<start[n + 1]]` and their delays.
public struct LaneEdges {
  public var start: UnsafePointer<Int32>
  public var source: UnsafePointer<Int32>
  public var delay: UnsafePointer<Int32>

  /// - Parameters:
  ///   - start: one entry per node, and one past the last.
  ///   - source: nodes, each lower than the one that waits.
  ///   - delay: columns of delays.
  public init(
    start: UnsafePointer<Int32>, source: UnsafePointer<Int32>, delay: UnsafePointer<Int32>
  ) {
    self.start = start
    self.source = source
    self.delay = delay
  }
}

/// `times[n] = max(times[source] + delays[delay])` over the edges of each node, in eight lanes.
///
/// - Parameters:
///   - times: eight values a node; those below `first` are known.
///   - delays: eight values a column; must not overlap `times`.
///   - edges: of the nodes, at least one each.
///   - first: the first node that is wanted.
///   - end: one past the last.
public func joinLanes(
  into times: UnsafeMutablePointer<Double>, delays: UnsafePointer<Double>, _ edges: LaneEdges,
  from first: Int, to end: Int
) {
  heliograph_lanes_joins(
    times, delays, edges.start, edges.source, edges.delay, Int64(first), Int64(end))
}

/// Sums of multiples: `term[start[c]..<start[c + 1]]` and their multiples make column `c`.
public struct LaneSums {
  public var start: UnsafePointer<Int32>
  public var term: UnsafePointer<Int32>
  public var multiple: UnsafePointer<Double>

  /// - Parameters:
  ///   - start: one entry per column, and one past the last.
  ///   - term: rows of terms.
  ///   - multiple: of each.
  public init(
    start: UnsafePointer<Int32>, term: UnsafePointer<Int32>, multiple: UnsafePointer<Double>
  ) {
    self.start = start
    self.term = term
    self.multiple = multiple
  }
}

/// `columns[c] = sum of terms[term] * multiple`, in eight lanes, in the order of the parts.
///
/// - Parameters:
///   - columns: eight values a column.
///   - terms: eight values a term; must not overlap `columns`.
///   - sums: parts of each column.
///   - count: columns.
public func sumLanes(
  into columns: UnsafeMutablePointer<Double>, terms: UnsafePointer<Double>, _ sums: LaneSums,
  count: Int
) {
  heliograph_lanes_sums(columns, terms, sums.start, sums.term, sums.multiple, Int64(count))
}
