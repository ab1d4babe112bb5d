// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// No way leads from one accelerator to another.
package struct RoutingError: Error, Hashable, CustomStringConvertible {
  package let description: String
}

/// Finds the way of messages: the shortest paths by hops, with an even split over equal ones.
///
/// Switches and NICs pass messages on; accelerators only where their domain's shape needs it
/// (`RoutingScope`). Tables for one destination are kept and used again, so that all pairs cost one
/// search a destination and level, and a walk a pair.
package struct Router: Sendable {
  private let links: LinkTable
  private let nodes: NodeTable
  private let overhead: [Seconds]
  private let scope: RoutingScope
  private let reductions: [SwitchReduction?]
  private let levels: [RouteLevel]
  private let leaving: Adjacency
  private let entering: Adjacency

  /// Tables by level and destination; `held` has their order, oldest first.
  private var tables: [[DistanceTable?]]
  private var held: [(level: Int, destination: Int)] = []
  private let mostHeld: Int

  // Scratch of one walk, one entry per node; zero and empty between walks.
  private var share: [Double]
  private var delay: [Double]

  /// Files the cluster's links by node; linear in their number.
  package init(_ cluster: Cluster) {
    links = cluster.links
    nodes = cluster.nodes
    overhead = cluster.messageOverhead
    scope = cluster.routing
    reductions = cluster.inNetworkReduction
    let count = cluster.nodes.count
    leaving = Adjacency(near: links.from, far: links.to, nodes: count)
    entering = Adjacency(near: links.to, far: links.from, nodes: count)
    switch cluster.routing {
    case .graph(let forward):
      levels = [RouteLevel(domains: 0...Int32.max, acceleratorsForward: forward)]
    case .domains(_, let forwards):
      levels = forwards.enumerated().map { level, forward in
        let row = Int32(level)
        return RouteLevel(domains: forward ? 0...row : row...row, acceleratorsForward: forward)
      }
    }
    tables = levels.map { _ in [DistanceTable?](repeating: nil, count: cluster.accelerators.count) }
    // At most about 256 MB of tables, 12 bytes an entry; a dropped one is found again.
    let entries =
      levels.contains { $0.acceleratorsForward } ? count : count - cluster.nodes.acceleratorCount
    mostHeld = max(64, 256 << 20 / (12 * max(entries, 1)))
    share = [Double](repeating: 0, count: count)
    delay = [Double](repeating: 0, count: count)
  }

  /// The way from one accelerator to another.
  ///
  /// - Parameters:
  ///   - source: where the message starts.
  ///   - destination: where it ends; the same accelerator gives a route without hops.
  /// - Returns: every link used with its share, the slowest path's latency, and the overhead of the
  ///   outermost domain crossed.
  /// - Throws: `RoutingError` where no path leads there.
  package mutating func route(
    from source: GPUID, to destination: GPUID
  ) throws(RoutingError) -> Route {
    precondition(
      source.rawValue >= 0 && Int(source.rawValue) < nodes.acceleratorCount
        && destination.rawValue >= 0 && Int(destination.rawValue) < nodes.acceleratorCount,
      "no such accelerator")
    guard source != destination else { return Route(hops: [], latency: .zero, overhead: .zero) }
    let level = level(source.rawValue, destination.rawValue)
    if let route = direct(from: source.rawValue, to: destination.rawValue, level) { return route }
    let table = table(to: destination.rawValue, level)
    let reach = reach(from: source.rawValue, table, level)
    guard reach.hops > 0 else {
      throw RoutingError(
        description: "no path leads from \(nodes.name[Int(source.rawValue)]) to "
          + "\(nodes.name[Int(destination.rawValue)]): no switches or links join them"
          + (levels[level].acceleratorsForward ? "" : ", and accelerators do not forward"))
    }
    return walk(from: source.rawValue, to: destination.rawValue, reach, table, level)
  }

  /// Links from a node to a table's destination, or -1, and the number of shortest paths.
  private func reach(
    from node: Int32, _ table: DistanceTable, _ level: Int
  ) -> (hops: Int32, paths: Double) {
    guard !table.hasEntry(node) else { return (table.hops(from: node), table.paths(from: node)) }
    var hops: Int32 = -1
    var paths = 0.0
    for place in leaving.row(node) {
      let link = Int(leaving.links[place])
      let far = links.to[link]
      let ahead = table.hops(from: far)
      guard ahead >= 0, levels[level].domains.contains(links.domain[link]) else { continue }
      if hops < 0 || ahead + 1 < hops {
        hops = ahead + 1
        paths = 0
      }
      if ahead + 1 == hops { paths += table.paths(from: far) }
    }
    return (hops, paths)
  }

  /// The innermost domain that holds both.
  private func level(_ a: Int32, _ b: Int32) -> Int {
    guard case .domains(let spans, _) = scope else { return 0 }
    let a = Int(a)
    let b = Int(b)
    guard let level = spans.firstIndex(where: { a / $0 == b / $0 }) else {
      preconditionFailure("the outermost domain does not hold every accelerator")
    }
    return level
  }

  private func mayTransit(_ node: Int32, _ level: Int) -> Bool {
    Int(node) >= nodes.acceleratorCount || levels[level].acceleratorsForward
  }

  /// Links that join the two without a node between, where there are any.
  private func direct(from source: Int32, to destination: Int32, _ level: Int) -> Route? {
    var found: [Int32] = []
    for place in places(from: source, to: destination) {
      let link = leaving.links[place]
      if levels[level].domains.contains(links.domain[Int(link)]) { found.append(link) }
    }
    guard !found.isEmpty else { return nil }
    let share = 1 / Double(found.count)
    let latency = found.reduce(Seconds.zero) { max($0, links.latency[Int($1)]) }
    return finish(found.map { (link: $0, share: share) }, latency: latency)
  }

  /// Places in `leaving` of the links from one node to another: a row is ordered by far node, so
  /// bisect to the first.
  private func places(from near: Int32, to far: Int32) -> Range<Int> {
    let row = leaving.row(near)
    var low = row.lowerBound
    var high = row.upperBound
    while low < high {
      let middle = (low + high) / 2
      if links.to[Int(leaving.links[middle])] < far {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var end = low
    while end < row.upperBound, links.to[Int(leaving.links[end])] == far { end += 1 }
    return low..<end
  }

  /// Breadth first from the destination, against the links.
  private mutating func table(to destination: Int32, _ level: Int) -> DistanceTable {
    if let table = tables[level][Int(destination)] { return table }
    var table = DistanceTable(
      destination: destination,
      firstNode: levels[level].acceleratorsForward ? 0 : Int32(nodes.acceleratorCount),
      nodes: nodes.count)
    var queue: [Int32] = [destination]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      let next = table.hops(from: node) + 1
      let paths = table.paths(from: node)
      for place in entering.row(node) {
        let link = Int(entering.links[place])
        let before = links.from[link]
        guard table.hasEntry(before), levels[level].domains.contains(links.domain[link]) else {
          continue
        }
        let known = table.hops(from: before)
        if known < 0 { queue.append(before) }
        if known < 0 || known == next {
          table.set(before, hops: next, paths: table.paths(from: before) + paths)
        }
      }
    }
    if held.count == mostHeld {
      let oldest = held.removeFirst()
      tables[oldest.level][oldest.destination] = nil
    }
    held.append((level, Int(destination)))
    tables[level][Int(destination)] = table
    return table
  }

  /// Follows every shortest path at once, one distance at a time: a link's share is the share of
  /// its start times the fraction of the paths from there that take it.
  private mutating func walk(
    from source: Int32, to destination: Int32, _ reach: (hops: Int32, paths: Double),
    _ table: DistanceTable, _ level: Int
  ) -> Route {
    var used: [(link: Int32, share: Double)] = []
    var frontier: [Int32] = [source]
    share[Int(source)] = 1
    while frontier != [destination] {
      var next: [Int32] = []
      for node in frontier {
        let here = Int(node)
        let closer = (node == source ? reach.hops : table.hops(from: node)) - 1
        let paths = node == source ? reach.paths : table.paths(from: node)
        // Only the destination is no hop away from itself: a switch need not try all its ports.
        let ports = closer == 0 ? places(from: node, to: destination) : leaving.row(node)
        for place in ports {
          let link = leaving.links[place]
          let far = links.to[Int(link)]
          guard table.hops(from: far) == closer, far == destination || mayTransit(far, level),
            levels[level].domains.contains(links.domain[Int(link)])
          else { continue }
          let part = share[here] * (table.paths(from: far) / paths)
          if share[Int(far)] == 0 { next.append(far) }
          share[Int(far)] += part
          delay[Int(far)] = max(delay[Int(far)], delay[here] + links.latency[Int(link)].rawValue)
          used.append((link, part))
        }
        share[here] = 0
        delay[here] = 0
      }
      frontier = next
    }
    let latency = Seconds.seconds(delay[Int(destination)])
    share[Int(destination)] = 0
    delay[Int(destination)] = 0
    return finish(used, latency: latency)
  }

  private func finish(_ used: [(link: Int32, share: Double)], latency: Seconds) -> Route {
    var outermost = 0
    var hops: [Route.Hop] = []
    hops.reserveCapacity(used.count)
    for (link, share) in used {
      outermost = max(outermost, Int(links.domain[Int(link)]))
      hops.append(Route.Hop(link: LinkID(Int(link)), share: share))
    }
    hops.sort { $0.link < $1.link }
    return Route(
      hops: hops, latency: latency, overhead: overhead[outermost], domain: outermost)
  }
}

// What trees and paths ask of the fabric.
extension Router {
  func start(of link: LinkID) -> Int32 { links.from[Int(link.rawValue)] }
  func end(of link: LinkID) -> Int32 { links.to[Int(link.rawValue)] }
  func latency(of link: LinkID) -> Seconds { links.latency[Int(link.rawValue)] }
  var nodeCount: Int32 { Int32(nodes.count) }
  var acceleratorCount: Int { nodes.acceleratorCount }
  func overhead(atLevel level: Int) -> Seconds { overhead[min(level, overhead.count - 1)] }

  func reduction(atLevel level: Int) -> SwitchReduction? {
    level < reductions.count ? reductions[level] : nil
  }

  /// The innermost domain that holds all of a group.
  func level(of group: [GPUID]) -> Int {
    group.reduce(0) { max($0, level(group[0].rawValue, $1.rawValue)) }
  }

  /// Nodes at the far ends of a node's links of a level, each once, by number.
  func neighbours(of node: Int32, _ level: Int) -> [Int32] {
    var found: [Int32] = []
    for place in leaving.row(node) {
      let link = Int(leaving.links[place])
      guard levels[level].domains.contains(links.domain[link]), found.last != links.to[link] else {
        continue
      }
      found.append(links.to[link])
    }
    return found
  }

  /// Parallel links from one node to another, of a level.
  func links(from near: Int32, to far: Int32, _ level: Int) -> [LinkID] {
    places(from: near, to: far).map { leaving.links[$0] }
      .filter { levels[level].domains.contains(links.domain[Int($0)]) }.map { LinkID(Int($0)) }
  }
}
