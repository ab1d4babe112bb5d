// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import SimulationEngine
import Traffic

/// What the lines of the ledger draw at the cluster's own figures.
struct LanePower: Sendable {
  let rates: EnergyRates
  /// Accelerators of each kind that no rank runs on and that have not failed.
  let spares: [Double]

  /// - Parameters:
  ///   - cluster: whose power it is.
  ///   - placement: of the ranks, which are all of the program.
  init(_ cluster: Cluster, _ placement: Placement) {
    rates = EnergyRates(cluster)
    let accelerators = cluster.accelerators
    var used = accelerators.groups.map { _ in 0 }
    for accelerator in placement.acceleratorOfRank {
      used[accelerators.group(of: Int(accelerator.rawValue))] += 1
    }
    for accelerator in accelerators.failed { used[accelerators.group(of: Int(accelerator))] += 1 }
    spares = zip(accelerators.groups, used).map { Double($0.count - $1) }
  }
}
