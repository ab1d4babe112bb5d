// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// How much of a run was simulated for how much.
package struct FoldingMeasures: Sendable, Hashable {
  package let ranks: Int
  /// Classes of ranks; a class counts a history, so that ranks may be in several over time.
  package let rankClasses: Int
  /// Directed links, and the classes that they are in.
  package let links: Int
  package let linkClasses: Int
  /// Messages, and the flows that were simulated for them.
  package let flows: Int
  package let flowClasses: Int

  /// - Returns: nil for a run in which every rank was simulated.
  package init?(of timeline: Timeline) {
    guard let folding = timeline.folding else { return nil }
    ranks = timeline.ranks.computing.count
    rankClasses = folding.ranks.count
    links = folding.links
    linkClasses = folding.linkClasses
    flows = timeline.traffic.flows
    flowClasses = timeline.traffic.flowClasses
  }
}
