// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Synchronization

/// The bundles of one cluster, found when they are first asked for and kept for all runs on it.
package final class SharedFabric: Sendable {
  private let cluster: Cluster
  private let found = Mutex<FabricBundles?>(nil)

  package init(_ cluster: Cluster) { self.cluster = cluster }

  package var bundles: FabricBundles {
    found.withLock { known in
      if let known { return known }
      let bundles = FabricBundles(cluster)
      known = bundles
      return bundles
    }
  }
}
