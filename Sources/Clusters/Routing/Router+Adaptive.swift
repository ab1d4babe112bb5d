// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Ways between which the load of links decides.
extension Router {
  /// What a message may take instead of the shortest paths alone: mixtures of these with ways by
  /// nodes in between.
  ///
  /// - Parameters:
  ///   - source: where the message starts.
  ///   - destination: where it ends.
  ///   - shortest: its route otherwise.
  /// - Returns: by growing part that makes a detour; none where the domain's policy does not adapt.
  /// - Throws: `RoutingError` where no way leads there.
  package mutating func detours(
    from source: GPUID, to destination: GPUID, beside shortest: Route
  ) throws(RoutingError) -> [Route] {
    guard source != destination else { return [] }
    let level = level(source.rawValue, destination.rawValue)
    let parts = levels[level].routing.policy.detours
    guard !parts.isEmpty else { return [] }
    let indirect = try indirect(from: source.rawValue, to: destination.rawValue, level)
    return parts.map { $0 == 1 ? indirect : shortest.mixed(with: indirect, part: $0) }
  }
}

extension Route {
  /// A message of which a part takes another route.
  fileprivate func mixed(with other: Route, part: Double) -> Route {
    var mixture = self
    mixture.hops = []
    var (i, j) = (0, 0)
    while i < hops.count || j < other.hops.count {
      let one = i < hops.count ? hops[i].link.rawValue : .max
      let second = j < other.hops.count ? other.hops[j].link.rawValue : .max
      let link = min(one, second)
      var share = 0.0
      if one == link {
        share += hops[i].share * (1 - part)
        i += 1
      }
      if second == link {
        share += other.hops[j].share * part
        j += 1
      }
      mixture.hops.append(Hop(link: LinkID(Int(link)), share: share))
    }
    mixture.latency = max(latency, other.latency)
    mixture.overhead = max(overhead, other.overhead)
    mixture.domain = max(domain, other.domain)
    return mixture
  }
}
