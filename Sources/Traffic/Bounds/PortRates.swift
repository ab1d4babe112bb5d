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
    for link in 0..<cluster.links.count {
      let from = Int(cluster.links.from[link])
      let to = Int(cluster.links.to[link])
      if from < leaving.count { leaving[from] = leaving[from] + cluster.links.rate[link] }
      if to < entering.count { entering[to] = entering[to] + cluster.links.rate[link] }
    }
  }
}
