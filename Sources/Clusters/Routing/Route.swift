// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The way of a message: every link that it uses and how much of it crosses that link.
///
/// With even split over k equal shortest paths, a link on one of them has the share 1/k.
package struct Route: Sendable, Hashable {
  package struct Hop: Sendable, Hashable {
    package var link: LinkID
    package var share: Double

    package init(link: LinkID, share: Double) {
      self.link = link
      self.share = share
    }
  }

  /// In order of link number.
  package var hops: [Hop]
  /// From the first bit's departure to its arrival: the slowest of the paths used.
  package var latency: Seconds
  /// What the message costs before its first byte may leave.
  package var overhead: Seconds
  /// The outermost domain whose links it crosses.
  package var domain: Int

  package init(hops: [Hop], latency: Seconds, overhead: Seconds, domain: Int = 0) {
    self.hops = hops
    self.latency = latency
    self.overhead = overhead
    self.domain = domain
  }
}
