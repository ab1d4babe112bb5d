// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// What each accelerator of a cluster can send and take over all its links, whole rates.
package struct PortRates: Sendable {
  /// One entry per accelerator.
  package private(set) var leaving: [BitsPerSecond]
  package private(set) var entering: [BitsPerSecond]

  package init(_ cluster: Cluster) {
    leaving = [BitsPerSecond](repeating: .zero, count: cluster.accelerators.count)
    entering = leaving
    let links = cluster.links
    let (starts, ends, rates) = (links.from, links.to, links.rate)
    for link in rates.indices {
      let (from, to) = (Int(starts[link]), Int(ends[link]))
      if from < leaving.count { leaving[from] = leaving[from] + rates[link] }
      if to < entering.count { entering[to] = entering[to] + rates[link] }
    }
  }
}
