// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// By a node in between.
extension Router {
  /// A part of the message by every node in between, all parts alike.
  ///
  /// In between is every switch that ends links of accelerators, or every accelerator where these
  /// forward. The parts take all shortest paths there, and from there on.
  mutating func indirect(
    from source: Int32, to destination: Int32, _ level: Int
  ) throws(RoutingError) -> Route {
    var out = spread(of: source, isInward: false, level)
    var back = spread(of: destination, isInward: true, level)
    if out.middles != back.middles {
      // Faults may leave nodes that only one of the two ends reaches.
      let common = Set(out.middles).intersection(back.middles)
      out = findSpread(of: source, isInward: false, level, among: common)
      back = findSpread(of: destination, isInward: true, level, among: common)
    }
    guard !out.middles.isEmpty else { throw noPath(from: source, to: destination, level) }
    var used: [(link: Int32, share: Double)] = []
    used.reserveCapacity(out.hops.count + back.hops.count)
    var (i, j) = (0, 0)
    while i < out.hops.count || j < back.hops.count {
      let one = i < out.hops.count ? out.hops[i].link : .max
      let other = j < back.hops.count ? back.hops[j].link : .max
      let link = min(one, other)
      var share = 0.0
      if one == link {
        share += out.hops[i].share
        i += 1
      }
      if other == link {
        share += back.hops[j].share
        j += 1
      }
      used.append((link, share))
    }
    var latency = 0.0
    for place in out.middles.indices {
      latency = max(latency, out.delay[place] + back.delay[place])
    }
    return finish(used, latency: .seconds(latency))
  }

  /// One part to each node in between over all shortest paths, or one from each.
  private mutating func spread(of node: Int32, isInward: Bool, _ level: Int) -> Spread {
    let key = Spreads.Key(level: Int32(level), node: node, isInward: isInward)
    if let spread = spreads[key] { return spread }
    let spread = findSpread(of: node, isInward: isInward, level)
    spreads.hold(spread, key)
    return spread
  }

  /// The same by some of the nodes in between; nil for all that the node reaches.
  private func findSpread(
    of node: Int32, isInward: Bool, _ level: Int, among allowed: Set<Int32>? = nil
  ) -> Spread {
    let rows = isInward ? entering : leaving
    let far = isInward ? links.from : links.to
    // Breadth first: the nodes in order of their distance, and the shortest paths to each.
    var hops = [Int32](repeating: -1, count: nodes.count)
    var paths = [Double](repeating: 0, count: nodes.count)
    var worst = [Double](repeating: 0, count: nodes.count)
    var order: [Int32] = [node]
    hops[Int(node)] = 0
    paths[Int(node)] = 1
    var head = 0
    while head < order.count {
      let here = order[head]
      head += 1
      guard here == node || mayTransit(here, level) else { continue }
      for place in rows.row(here) {
        let link = Int(rows.links[place])
        guard levels[level].domains.contains(links.domain[link]) else { continue }
        let next = Int(far[link])
        if hops[next] < 0 {
          hops[next] = hops[Int(here)] + 1
          order.append(Int32(next))
        }
        guard hops[next] == hops[Int(here)] + 1 else { continue }
        paths[next] += paths[Int(here)]
        worst[next] = max(worst[next], worst[Int(here)] + links.latency[link].rawValue)
      }
    }
    let middles = order.filter { isBetween($0, level) && allowed?.contains($0) != false }
      .sorted()
    // Backwards: what passes a node is what ends there and what goes on from it.
    var load = [Double](repeating: 0, count: nodes.count)
    for middle in middles { load[Int(middle)] = 1 / Double(middles.count) }
    var used: [(link: Int32, share: Double)] = []
    for here in order.reversed() where load[Int(here)] > 0 && here != node {
      let back = isInward ? leaving : entering
      let nearer = isInward ? links.to : links.from
      for place in back.row(here) {
        let link = Int(back.links[place])
        let before = nearer[link]
        guard levels[level].domains.contains(links.domain[link]),
          hops[Int(before)] == hops[Int(here)] - 1, before == node || mayTransit(before, level)
        else { continue }
        let part = load[Int(here)] * (paths[Int(before)] / paths[Int(here)])
        load[Int(before)] += part
        used.append((Int32(link), part))
      }
    }
    used.sort { $0.link < $1.link }
    return Spread(hops: used, delay: middles.map { worst[Int($0)] }, middles: middles)
  }

  /// Whether messages may be sent by way of a node.
  private func isBetween(_ node: Int32, _ level: Int) -> Bool {
    let accelerators = nodes.acceleratorCount
    guard Int(node) >= accelerators else { return levels[level].acceleratorsForward }
    guard !levels[level].acceleratorsForward else { return false }
    return leaving.row(node).contains { place in
      let link = Int(leaving.links[place])
      return Int(links.to[link]) < accelerators
        && levels[level].domains.contains(links.domain[link])
    }
  }
}
