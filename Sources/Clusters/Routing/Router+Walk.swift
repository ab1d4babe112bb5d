// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Every shortest path at once.
extension Router {
  /// Links from a node to the destination, or -1, and the number of shortest paths.
  func reach(
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

  /// In closed form where the level is a whole grid, those of the first group where all groups are
  /// alike, else breadth first from the target, against
  /// the links.
  mutating func distances(to target: Int32, _ level: Int) -> Distances {
    if let grid = GridDistance(to: target, on: levels[level].routing.grid) { return .grid(grid) }
    if let rotation = levels[level].routing.rotation, rotation.nodes == levels[level].nodes,
      let group = rotation.group(of: target), group > 0
    {
      let first = rotation.turned(target, back: group)
      return .turned(table(to: first, level), rotation, back: group)
    }
    return .table(table(to: target, level))
  }

  private mutating func table(to target: Int32, _ level: Int) -> DistanceTable {
    if let table = tables[level, target] { return table }
    var table = DistanceTable(target: target, nodes: levels[level].nodes)
    let (starts, domainOfLink, domains) = (links.from, links.domain, levels[level].domains)
    var queue: [Int32] = [target]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      let next = table.hops(from: node) + 1
      let paths = table.paths(from: node)
      for place in entering.row(node) {
        let link = Int(entering.links[place])
        let before = starts[link]
        guard table.hasEntry(before), domains.contains(domainOfLink[link]) else { continue }
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
  mutating func walk(
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
  mutating func pass(
    on node: Int32, _ paths: Double, over ports: Range<Int>, _ approach: Approach, _ hops: Int32,
    _ level: Int, _ used: inout [(link: Int32, share: Double)], _ next: inout [Int32]
  ) {
    let here = Int(node)
    let (ends, domainOfLink, domains) = (links.to, links.domain, levels[level].domains)
    let inRow = leaving.links
    for place in ports {
      let link = inRow[place]
      let far = ends[Int(link)]
      guard approach.hops(from: far) == hops - 1,
        far == approach.destination || mayTransit(far, level),
        domains.contains(domainOfLink[Int(link)])
      else { continue }
      let part = share[here] * (approach.paths(from: far) / paths)
      if share[Int(far)] == 0 { next.append(far) }
      share[Int(far)] += part
      delay[Int(far)] = max(delay[Int(far)], delay[here] + links.latency[Int(link)].rawValue)
      used.append((link, part))
    }
  }

  /// Nodes with a link to a node, each once, by number.
  func entrances(of node: Int32) -> [Int32] {
    var found: [Int32] = []
    for place in entering.row(node) {
      let near = links.from[Int(entering.links[place])]
      if found.last != near { found.append(near) }
    }
    return found
  }

  func finish(_ used: [(link: Int32, share: Double)], latency: Seconds) -> Route {
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
