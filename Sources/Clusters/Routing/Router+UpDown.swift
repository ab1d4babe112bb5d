// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Ways that rise and then fall.
extension Router {
  /// The shortest of the paths that never go up again after going down, evenly.
  ///
  /// Up is away from the accelerators: to a switch with more links between it and the nearest one,
  /// or with as many and a smaller number.
  mutating func upDown(
    from source: Int32, to destination: Int32, _ level: Int
  ) throws(RoutingError) -> Route {
    let table = upDownTable(to: destination, level)
    guard table.hops(source, mayRise: true) > 0 else {
      throw RoutingError(
        description: "no path leads from \(nodes.name[Int(source)]) to "
          + "\(nodes.name[Int(destination)]) that never goes up after going down"
          + (isFaulty ? ", with the cluster's faults" : ""))
    }
    var used: [Int32: Double] = [:]
    var frontier = [RisingNode(node: source, mayRise: true)]
    var share = [frontier[0]: 1.0]
    var delay = [frontier[0]: 0.0]
    var latency = 0.0
    while let first = frontier.first, first.node != destination {
      var next: [RisingNode] = []
      for here in frontier {
        let paths = table.paths(here.node, mayRise: here.mayRise)
        let hops = table.hops(here.node, mayRise: here.mayRise)
        for place in leaving.row(here.node) {
          let link = Int(leaving.links[place])
          guard let there = step(over: link, from: here, to: destination, level),
            table.hops(there.node, mayRise: there.mayRise) == hops - 1
          else { continue }
          let part =
            share[here, default: 0] * table.paths(there.node, mayRise: there.mayRise) / paths
          if share[there] == nil { next.append(there) }
          share[there, default: 0] += part
          let reached = delay[here, default: 0] + links.latency[link].rawValue
          delay[there] = max(delay[there, default: 0], reached)
          latency = max(latency, reached)
          used[Int32(link), default: 0] += part
        }
      }
      frontier = next
    }
    let hops = used.sorted { $0.key < $1.key }.map { (link: $0.key, share: $0.value) }
    return finish(hops, latency: .seconds(latency))
  }

  /// A node, and whether the way that came there may still go up.
  private struct RisingNode: Hashable {
    var node: Int32
    var mayRise: Bool
  }

  private func step(
    over link: Int, from here: RisingNode, to destination: Int32, _ level: Int
  ) -> RisingNode? {
    let far = links.to[link]
    guard levels[level].domains.contains(links.domain[link]),
      far == destination || mayTransit(far, level)
    else { return nil }
    let rises = isUp(here.node, far, level)
    guard here.mayRise || !rises else { return nil }
    return RisingNode(node: far, mayRise: far == destination || rises)
  }

  private func isUp(_ from: Int32, _ to: Int32, _ level: Int) -> Bool {
    let (low, high) = (tiers[level][Int(from)], tiers[level][Int(to)])
    return low == high ? to < from : high > low
  }

  private mutating func upDownTable(to destination: Int32, _ level: Int) -> UpDownTable {
    let key = Int64(level) << 32 | Int64(destination)
    if let table = upDownTables[key] { return table }
    findTiers(level)
    var table = UpDownTable(nodes: nodes.count)
    var queue = [RisingNode(node: destination, mayRise: true)]
    _ = table.add(destination, mayRise: true, hops: 0, paths: 1)
    var head = 0
    while head < queue.count {
      let there = queue[head]
      head += 1
      let hops = table.hops(there.node, mayRise: there.mayRise)
      let paths = table.paths(there.node, mayRise: there.mayRise)
      for place in entering.row(there.node) {
        let link = Int(entering.links[place])
        let before = links.from[link]
        guard levels[level].domains.contains(links.domain[link]),
          there.node == destination || mayTransit(there.node, level), before != destination
        else { continue }
        // What may rise came up, or is the destination; what may not came down.
        let rises = isUp(before, there.node, level)
        guard there.node == destination || rises == there.mayRise else { continue }
        for mayRise in rises ? [true] : [true, false] {
          if table.add(before, mayRise: mayRise, hops: hops + 1, paths: paths) {
            queue.append(RisingNode(node: before, mayRise: mayRise))
          }
        }
      }
    }
    upDownTables[key] = table
    return table
  }

  /// Links of a level between each node and the nearest accelerator.
  private mutating func findTiers(_ level: Int) {
    while tiers.count <= level { tiers.append([]) }
    guard tiers[level].isEmpty else { return }
    var tier = [Int32](repeating: .max, count: nodes.count)
    var queue = (0..<Int32(nodes.acceleratorCount)).map { $0 }
    for node in queue { tier[Int(node)] = 0 }
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for place in leaving.row(node) {
        let link = Int(leaving.links[place])
        let next = Int(links.to[link])
        guard levels[level].domains.contains(links.domain[link]), tier[next] == .max else {
          continue
        }
        tier[next] = tier[Int(node)] + 1
        queue.append(Int32(next))
      }
    }
    tiers[level] = tier
  }
}
