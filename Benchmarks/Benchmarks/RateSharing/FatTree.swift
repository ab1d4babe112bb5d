// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Measuring
import SimulationEngine

/// A fat-tree of three levels with as much upward as downward: `radix` hosts a leaf, `radix` leaves
/// and as many middle switches a pod, and `radix` top switches above each middle one of every pod.
///
/// Each flow takes one of the equal paths, by a seeded hash of its ends.
struct FatTree {
  let radix: Int
  let pods: Int
  /// Bytes a second of each link, one way: 100 Gb/s.
  private let rate = 12.5e9
  private let seed: UInt64 = 1

  var hosts: Int { radix * radix * pods }

  /// Links by kind, as many of each as there are hosts.
  private enum Kind: Int {
    case hostUp
    case hostDown
    case leafUp
    case leafDown
    case podUp
    case podDown
  }

  private func link(_ kind: Kind, _ place: Int) -> Int32 { Int32(kind.rawValue * hosts + place) }

  private func route(from source: Int, to target: Int) -> [Int32] {
    let leaf = (source / radix, target / radix)
    let pod = (leaf.0 / radix, leaf.1 / radix)
    let up = link(.hostUp, source)
    let down = link(.hostDown, target)
    guard leaf.0 != leaf.1 else { return [up, down] }
    let ends = UInt64(source) << 32 | UInt64(target)
    let hash = Shuffle.mixed(Shuffle.mixed(seed) ^ ends)
    let middle = Int(hash % UInt64(radix))
    let leafUp = link(.leafUp, leaf.0 * radix + middle)
    let leafDown = link(.leafDown, leaf.1 * radix + middle)
    guard pod.0 != pod.1 else { return [up, leafUp, leafDown, down] }
    let top = Int((hash >> 32) % UInt64(radix))
    return [
      up, leafUp, link(.podUp, (pod.0 * radix + middle) * radix + top),
      link(.podDown, (pod.1 * radix + middle) * radix + top), leafDown, down,
    ]
  }

  private var empty: RawFlows { RawFlows(capacities: Array(repeating: rate, count: 6 * hosts)) }

  /// Every host sends a megabyte to every other at once.
  func allToAll() -> RawFlows {
    var raw = empty
    for source in 0..<hosts {
      for target in 0..<hosts where target != source {
        raw.flows.append(.init(start: 0, bytes: 1e6, links: route(from: source, to: target)))
      }
    }
    return raw
  }

  /// Every host sends 1 to 100 MB, evenly drawn, to another host, and receives from one.
  func permutation() -> RawFlows {
    var raw = empty
    var random = Shuffle(seed: seed)
    // Sattolo's shuffle: one cycle, so that nobody sends to itself.
    var targets = Array(0..<hosts)
    for last in stride(from: hosts - 1, to: 0, by: -1) {
      targets.swapAt(last, Int.random(in: 0..<last, using: &random))
    }
    for (source, target) in targets.enumerated() {
      raw.flows.append(
        .init(
          start: 0, bytes: Double.random(in: 1e6...100e6, using: &random),
          links: route(from: source, to: target)))
    }
    return raw
  }
}

extension RawFlows {
  /// Flows over six links each, drawn evenly, of links that differ by up to a factor of two.
  static func random(flows: Int, links: Int) -> RawFlows {
    var random = Shuffle(seed: 3)
    var raw = RawFlows(
      capacities: (0..<links).map { _ in Double.random(in: 1e9...2e9, using: &random) })
    for _ in 0..<flows {
      var route: [Int32] = []
      while route.count < 6 {
        let link = Int32.random(in: 0..<Int32(links), using: &random)
        if !route.contains(link) { route.append(link) }
      }
      raw.flows.append(
        .init(start: 0, bytes: Double.random(in: 1e6...100e6, using: &random), links: route))
    }
    return raw
  }
}
