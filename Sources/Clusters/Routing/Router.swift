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
/// (`RoutingScope`). Tables for one destination are kept and used again, also for all others behind
/// the same switch, so that all pairs cost one search a leaf and level, and a walk a pair.
package struct Router: Sendable {
  private let links: LinkTable
  private let nodes: NodeTable
  private let overhead: [Seconds]
  private let scope: RoutingScope
  private let reductions: [SwitchReduction?]
  private let levels: [RouteLevel]
  private let leaving: Adjacency
  private let entering: Adjacency

  private var tables: DistanceTables

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
    levels = RouteLevel.levels(of: cluster)
    tables = DistanceTables(levels, nodes: count)
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
    let gate = gate(of: destination.rawValue, level)
    if let gate,
      let route = neighbouring(from: source.rawValue, over: gate, to: destination.rawValue, level)
    {
      return route
    }
    let approach = Approach(
      to: destination.rawValue, table(to: gate ?? destination.rawValue, level))
    let reach = reach(from: source.rawValue, approach, level)
    guard reach.hops > 0 else {
      throw RoutingError(
        description: "no path leads from \(nodes.name[Int(source.rawValue)]) to "
          + "\(nodes.name[Int(destination.rawValue)]): no switches or links join them"
          + (levels[level].acceleratorsForward ? "" : ", and accelerators do not forward"))
    }
    return walk(from: source.rawValue, reach, approach, level)
  }

  /// Links from a node to the destination, or -1, and the number of shortest paths.
  private func reach(
    from node: Int32, _ table: Approach, _ level: Int
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

  /// The way between two accelerators over the one switch that both have one link to: nothing is as
  /// short, and no table is needed. Nil where the source has no such link, or several.
  private func neighbouring(
    from source: Int32, over gate: Int32, to destination: Int32, _ level: Int
  ) -> Route? {
    let up = only(from: source, to: gate, level)
    guard let up, let down = only(from: gate, to: destination, level) else { return nil }
    let latency = links.latency[Int(up)].rawValue + links.latency[Int(down)].rawValue
    return finish([(up, 1), (down, 1)], latency: .seconds(latency))
  }

  /// The link of a level from one node to another; nil where there are none or several.
  private func only(from near: Int32, to far: Int32, _ level: Int) -> Int32? {
    var found: Int32?
    for place in places(from: near, to: far) {
      let link = leaving.links[place]
      guard levels[level].domains.contains(links.domain[Int(link)]) else { continue }
      guard found == nil else { return nil }
      found = link
    }
    return found
  }

  /// The switch that has the only link to an accelerator; nil where there are more. Whatever hangs on
  /// that switch shares its table.
  private func gate(of destination: Int32, _ level: Int) -> Int32? {
    guard !levels[level].acceleratorsForward else { return nil }
    var gate: Int32?
    for place in entering.row(destination) {
      let link = Int(entering.links[place])
      guard levels[level].domains.contains(links.domain[link]) else { continue }
      guard gate == nil, Int(links.from[link]) >= nodes.acceleratorCount else { return nil }
      gate = links.from[link]
    }
    return gate
  }

  /// Breadth first from the target, against the links.
  private mutating func table(to target: Int32, _ level: Int) -> DistanceTable {
    if let table = tables[level, target] { return table }
    var table = DistanceTable(target: target, nodes: levels[level].nodes)
    var queue: [Int32] = [target]
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
    tables.hold(table, level)
    return table
  }

  /// Follows every shortest path at once, one distance at a time: a link's share is the share of
  /// its start times the fraction of the paths from there that take it.
  private mutating func walk(
    from source: Int32, _ reach: (hops: Int32, paths: Double), _ approach: Approach, _ level: Int
  ) -> Route {
    let destination = approach.destination
    let entrances = entrances(of: destination)
    var used: [(link: Int32, share: Double)] = []
    var frontier: [Int32] = [source]
    share[Int(source)] = 1
    while frontier != [destination] {
      var next: [Int32] = []
      for node in frontier {
        let hops = node == source ? reach.hops : approach.hops(from: node)
        let paths = node == source ? reach.paths : approach.paths(from: node)
        let row = leaving.row(node)
        // A switch need not try all its ports for the destination, or for what is next to it.
        if hops == 1 {
          let ports = places(from: node, to: destination)
          pass(on: node, paths, over: ports, approach, hops, level, &used, &next)
        } else if hops == 2, entrances.count < row.count {
          for entrance in entrances {
            let ports = places(from: node, to: entrance)
            pass(on: node, paths, over: ports, approach, hops, level, &used, &next)
          }
        } else {
          pass(on: node, paths, over: row, approach, hops, level, &used, &next)
        }
        share[Int(node)] = 0
        delay[Int(node)] = 0
      }
      frontier = next
    }
    let latency = Seconds.seconds(delay[Int(destination)])
    share[Int(destination)] = 0
    delay[Int(destination)] = 0
    return finish(used, latency: latency)
  }

  /// Spreads what reaches a node, so many hops and paths from the destination, over those of its
  /// ports that lead one hop closer. `used` takes the links, `next` the nodes that were not reached
  /// yet.
  private mutating func pass(
    on node: Int32, _ paths: Double, over ports: Range<Int>, _ approach: Approach, _ hops: Int32,
    _ level: Int, _ used: inout [(link: Int32, share: Double)], _ next: inout [Int32]
  ) {
    let here = Int(node)
    for place in ports {
      let link = leaving.links[place]
      let far = links.to[Int(link)]
      guard approach.hops(from: far) == hops - 1,
        far == approach.destination || mayTransit(far, level),
        levels[level].domains.contains(links.domain[Int(link)])
      else { continue }
      let part = share[here] * (approach.paths(from: far) / paths)
      if share[Int(far)] == 0 { next.append(far) }
      share[Int(far)] += part
      delay[Int(far)] = max(delay[Int(far)], delay[here] + links.latency[Int(link)].rawValue)
      used.append((link, part))
    }
  }

  /// Nodes with a link to a node, each once, by number.
  private func entrances(of node: Int32) -> [Int32] {
    var found: [Int32] = []
    for place in entering.row(node) {
      let near = links.from[Int(entering.links[place])]
      if found.last != near { found.append(near) }
    }
    return found
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
