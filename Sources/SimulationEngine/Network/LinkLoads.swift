// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What flows under way put on each link, for routing that goes by it.
struct LinkLoads: ~Copyable {
  /// Sum of the shares of flows, by link; empty where no routing asks.
  private var shares: Column<Double>

  init(linkCount: Int, isNeeded: Bool) {
    shares = Column(repeating: 0, count: isNeeded ? linkCount : 0)
  }

  var isNeeded: Bool { shares.count > 0 }

  /// Counts a flow that begins (1) or ends (-1).
  mutating func add(_ sign: Double, route: Int32, of hops: borrowing HopTable) {
    for hop in Int(hops.start[route])..<Int(hops.start[route + 1]) {
      shares[hops.link[hop]] += sign * hops.share[hop]
    }
  }

  /// Of several routes in consecutive rows, the one that a message takes as it begins.
  ///
  /// - Parameters:
  ///   - routes: the shortest first.
  ///   - mixes: whether the others are mixtures, or one whole detour.
  ///   - hops: has the routes.
  ///   - capacities: bytes a second, by link.
  /// - Returns: the first of equals.
  func best(
    _ routes: Range<Int32>, mixes: Bool, of hops: borrowing HopTable,
    _ capacities: borrowing Column<Double>
  ) -> Int32 {
    var best = routes.lowerBound
    var lowest = Double.infinity
    for route in routes {
      let time =
        mixes
        ? timeOnNarrowest(route, hops, capacities) : timeThroughAll(route, hops, capacities)
      // A hair less is rounding, and no reason for a detour.
      if time < lowest * (1 - 1e-9) {
        lowest = time
        best = route
      }
    }
    return best
  }

  /// Seconds of a byte where every flow on the narrowest link has as much a share.
  private func timeOnNarrowest(
    _ route: Int32, _ hops: borrowing HopTable, _ capacities: borrowing Column<Double>
  ) -> Double {
    var longest = 0.0
    for hop in Int(hops.start[route])..<Int(hops.start[route + 1]) {
      let link = hops.link[hop]
      longest = max(longest, (shares[link] + hops.share[hop]) / capacities[link])
    }
    return longest
  }

  /// Seconds of a byte through link after link behind a byte of every flow there: what UGAL
  /// compares as length of queues times hops.
  private func timeThroughAll(
    _ route: Int32, _ hops: borrowing HopTable, _ capacities: borrowing Column<Double>
  ) -> Double {
    var sum = 0.0
    for hop in Int(hops.start[route])..<Int(hops.start[route + 1]) {
      let link = hops.link[hop]
      sum += hops.share[hop] * (shares[link] + 1) / capacities[link]
    }
    return sum
  }
}
