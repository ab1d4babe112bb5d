// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

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
