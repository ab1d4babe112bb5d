// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

extension Transport {
  /// Bytes a second of payload that each link carries. Transports that serve whole messages take the
  /// rates as they are.
  func capacities(of links: LinkTable) -> [Double] {
    (0..<links.count).map { link in
      guard let fluid else { return links.rate[link].bytesPerSecond }
      return fluid.transportEfficiency.map { (links.rate[link] * $0).bytesPerSecond }
        ?? links.payloadRate(of: link).bytesPerSecond
    }
  }

  /// What each link into an accelerator loses of its rate where very many flows meet on it; empty
  /// where none loses any.
  func incastPenalties(of cluster: Cluster) -> [Double] {
    guard let fluid else { return [] }
    let links = cluster.links
    let penalties = (0..<links.count).map { link in
      guard Int(links.to[link]) < cluster.accelerators.count else { return 0.0 }
      return fluid.incastPenalty ?? links.technologies[Int(links.technology[link])].incastPenalty
    }
    return penalties.contains { $0 > 0 } ? penalties : []
  }
}
