// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

/// What the links of one kind in a domain draw while all of them are busy, both directions added.
package struct DomainPower: Sendable {
  package var domain: String
  /// Whether these are links between switches, or parts of a shape, of a kind of their own.
  package var isTrunk: Bool
  /// Sum over its directed links.
  package var delivered: BitsPerSecond
  /// Directed links; several parallel ones stand as one.
  package var links: Int
  /// From die edge to die edge, as if no device's own figure had any of it.
  package var path: PathSum
  /// What the cluster counts as the links' own: the rest is in the figures of devices.
  package var counted: Watts

  /// What a bit pays in devices on its way, beside the links, at full rate.
  package var devices: [PathDevice]

  /// Everything on the links, devices apart.
  package var wholePath: Derived<PowerDimension> { path.power(delivering: delivered) }
}

extension ClusterAssembly {
  /// One row for each kind of links in each domain; a trunk that nothing was laid of has none.
  func domainPower() -> [DomainPower] {
    linkKinds.enumerated().compactMap { number, kind in
      let accounts = fabric.accounts.filter { $0.kind == number }
      let links = accounts.reduce(0) { $0 + $1.rows }
      guard links > 0 || !kind.isTrunk else { return nil }
      var nominal = Draw()
      return DomainPower(
        domain: domains[kind.domain], isTrunk: kind.isTrunk,
        delivered: accounts.reduce(.zero) { $0 + $1.carried }, links: links, path: kind.path,
        counted: accounts.reduce(.zero) { $0 + $1.power(moving: true, &nominal) },
        devices: (kind.domain < pathDevices.count ? pathDevices[kind.domain] : [])
          .filter { !kind.isTrunk || !$0.isAtAccelerators })
    }
  }
}
