// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

extension FlowGraph {
  /// The same rounds with blocks of unequal sizes: the -v form of the one collective of a program.
  ///
  /// - Parameters:
  ///   - kind: the collective.
  ///   - weights: for its schedule, as `Schedule.weighted(for:by:)` takes them.
  /// - Returns: a graph whose one schedule is weighted.
  /// - Throws: `LoweringError` for weights that do not fit the schedule.
  package func withBlocks(
    of kind: CollectiveKind, weights: (Schedule) -> [Double]
  ) throws(LoweringError) -> FlowGraph {
    precondition(schedules.count == 1, "blocks are weighed for one collective at a time")
    var graph = self
    graph.schedules = [try schedules[0].weighted(for: kind, by: weights(schedules[0]))]
    return graph
  }
}
