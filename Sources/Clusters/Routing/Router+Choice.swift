// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Policies that choose among shortest paths.
extension Router {
  /// Follows the ports that the policy takes at each node, evenly where it takes several.
  mutating func chosenWalk(
    from source: Int32, _ hops: Int32, _ approach: Approach, _ level: Int
  ) -> Route {
    var used: [(link: Int32, share: Double)] = []
    var frontier: [Int32] = [source]
    share[Int(source)] = 1
    var left = hops
    while left > 0 {
      var next: [Int32] = []
      for node in frontier {
        let ports = ports(of: node, left, approach, level)
        let taken = taken(ports, at: node, from: source, to: approach.destination, level)
        let part = share[Int(node)] / Double(taken.count)
        for link in taken {
          let far = links.to[Int(link)]
          if share[Int(far)] == 0 { next.append(far) }
          share[Int(far)] += part
          delay[Int(far)] = max(
            delay[Int(far)], delay[Int(node)] + links.latency[Int(link)].rawValue)
          used.append((link, part))
        }
        share[Int(node)] = 0
        delay[Int(node)] = 0
      }
      frontier = next
      left -= 1
    }
    let latency = Seconds.seconds(delay[Int(approach.destination)])
    share[Int(approach.destination)] = 0
    delay[Int(approach.destination)] = 0
    return finish(used, latency: latency)
  }

  /// Links of a node, so many hops from the destination, that lead one hop closer.
  private func ports(
    of node: Int32, _ hops: Int32, _ approach: Approach, _ level: Int
  ) -> [Int32] {
    var found: [Int32] = []
    for place in leaving.row(node) {
      let link = leaving.links[place]
      let far = links.to[Int(link)]
      guard approach.hops(from: far) == hops - 1,
        far == approach.destination || mayTransit(far, level),
        levels[level].domains.contains(links.domain[Int(link)])
      else { continue }
      found.append(link)
    }
    precondition(!found.isEmpty, "a node of \(hops) hops without a port one hop closer")
    return found
  }

  private func taken(
    _ ports: [Int32], at node: Int32, from source: Int32, to destination: Int32, _ level: Int
  ) -> [Int32] {
    switch levels[level].routing.policy {
    case .equalCostMultipath(let seed):
      let hash = FlowHash.value(seed, source, destination, node)
      return [ports[Int(hash % UInt64(ports.count))]]
    case .dimensionOrder:
      guard let grid = levels[level].routing.grid else { return ports }
      let dimensions = ports.map { grid.dimension(from: node, to: links.to[Int($0)]) ?? -1 }
      let first = dimensions.min()
      return zip(ports, dimensions).filter { $0.1 == first }.map(\.0)
    case .minimal, .valiant, .ugal, .adaptiveIdeal, .upDown, .railAligned:
      return ports
    }
  }
}

/// What switches hash to choose a port, the same on every machine.
///
/// Source of the constants: S. Vigna's splitmix64.
enum FlowHash {
  static func value(_ seed: UInt64, _ source: Int32, _ destination: Int32, _ node: Int32) -> UInt64
  {
    var hash = mixed(seed, source)
    hash = mixed(hash, destination)
    return mixed(hash, node)
  }

  private static func mixed(_ a: UInt64, _ b: Int32) -> UInt64 {
    var x = a &+ 0x9e37_79b9_7f4a_7c15 &+ (UInt64(UInt32(bitPattern: b)) &* 0xbf58_476d_1ce4_e5b9)
    x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
    return x ^ (x >> 31)
  }
}
