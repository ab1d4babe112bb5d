// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hops and shortest paths from every node to one accelerator, within one scope.
struct DistanceTable: Sendable {
  /// -1 where there is no way.
  var hops: [Int32]
  /// Shortest paths; parallel links count apart. A double: tori have more than 2⁶³.
  var paths: [Double]
}

/// The links and accelerators that routes of one level may use.
struct RouteLevel: Sendable {
  /// Rows of `LinkTable.domain`.
  var domains: ClosedRange<Int32>
  /// Whether accelerators pass on what is not for them.
  var acceleratorsForward: Bool
}
