// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Router {
  /// One of the shortest paths of a message, link by link, for links that serve whole messages.
  ///
  /// Where several are as short, each node passes on to the next one in number, counting round
  /// from itself: on a ring, ties all go the same way round.
  ///
  /// - Parameters:
  ///   - source: where the message starts.
  ///   - destination: where it ends; the same accelerator gives no links.
  /// - Returns: the links in the order in which they are crossed.
  /// - Throws: `RoutingError` where no path leads there.
  package mutating func path(
    from source: GPUID, to destination: GPUID
  ) throws(RoutingError) -> [LinkID] {
    let level = level(source.rawValue, destination.rawValue)
    let policy = levels[level].routing.policy
    guard policy != .valiant, !policy.isAdaptive else {
      let name = policy == .valiant ? "valiant" : "adaptive routing"
      throw RoutingError(
        description: "\(name) spreads a message over many ways, and this transport sends whole "
          + "messages along one; take another routing, or the transport fluid")
    }
    let route = try route(from: source, to: destination)
    var leaving: [Int32: [LinkID]] = [:]
    for hop in route.hops { leaving[start(of: hop.link), default: []].append(hop.link) }
    var path: [LinkID] = []
    var node = source.rawValue
    while node != destination.rawValue {
      let here = node
      let next = leaving[here]?.min { distance(here, $0) < distance(here, $1) }
      guard let next else {
        preconditionFailure("a route of shortest paths stopped short of its destination")
      }
      path.append(next)
      node = end(of: next)
    }
    return path
  }

  private func distance(_ node: Int32, _ link: LinkID) -> Int32 {
    let ahead = end(of: link) - node
    return ahead > 0 ? ahead : ahead + nodeCount
  }
}
