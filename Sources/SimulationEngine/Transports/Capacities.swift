// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

extension Transport {
  /// Bytes a second of payload that each link carries. Transports that serve whole messages take the
  /// rates as they are.
  ///
  /// - Parameters:
  ///   - links: of the cluster.
  ///   - numbers: of those that are wanted; nil for all.
  /// - Returns: one entry for each that is wanted.
  package func capacities(of links: LinkTable, _ numbers: [Int32]? = nil) -> [Double] {
    (numbers ?? (0..<Int32(links.count)).map { $0 }).map { number in
      let link = Int(number)
      guard let fluid else { return links.rate[link].bytesPerSecond }
      return fluid.transportEfficiency.map { (links.rate[link] * $0).bytesPerSecond }
        ?? links.payloadRate(of: link).bytesPerSecond
    }
  }

  /// What each link into an accelerator loses of its rate where very many flows meet on it; empty
  /// where none loses any.
  package func incastPenalties(of cluster: Cluster, _ numbers: [Int32]? = nil) -> [Double] {
    guard let fluid else { return [] }
    let links = cluster.links
    guard
      fluid.incastPenalty ?? 0 > 0
        || links.technologies.contains(where: { $0.incastPenalty > 0 })
    else { return [] }
    let penalties = (numbers ?? (0..<Int32(links.count)).map { $0 }).map { number in
      let link = Int(number)
      guard Int(links.to[link]) < cluster.accelerators.count else { return 0.0 }
      return fluid.incastPenalty ?? links.technologies[Int(links.technology[link])].incastPenalty
    }
    return penalties.contains { $0 > 0 } ? penalties : []
  }
}
