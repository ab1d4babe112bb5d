// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

/// What the links of a domain draw while all of them are busy, both directions added.
package struct DomainPower: Sendable {
  package var domain: String
  /// Sum over its directed links.
  package var delivered: BitsPerSecond
  /// Directed links.
  package var links: Int
  /// From die edge to die edge, as if no device's own figure had any of it.
  package var path: PathSum
  /// What the cluster counts as the links' own: the rest is in the figures of devices.
  package var counted: Watts

  /// Everything on the way, switch cores apart.
  package var wholePath: Derived<PowerDimension> { path.power(delivering: delivered) }
}

extension Cluster {
  /// - Parameter paths: one for each domain, in their order.
  /// - Returns: one row for each domain.
  func power(along paths: [PathSum]) -> [DomainPower] {
    var rows = zip(domains, paths).map { name, path in
      DomainPower(domain: name, delivered: .zero, links: 0, path: path, counted: .zero)
    }
    for link in 0..<links.count {
      let row = Int(links.domain[link])
      guard rows.indices.contains(row) else { continue }
      rows[row].delivered += links.rate[link]
      rows[row].links += 1
      rows[row].counted += links.dynamicEnergy[link] * links.rate[link] + links.staticPower[link]
    }
    return rows
  }
}
