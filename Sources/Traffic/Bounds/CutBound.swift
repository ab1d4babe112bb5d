// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Parts of the fabric, and how much can leave and enter them.
///
/// Whatever line is drawn between nodes, what must pass from the members on one side to those on
/// the other passes over the links that cross it. Lines are drawn round every domain, and through
/// the middle of every dimension.
struct CutBound {
  private let cluster: Cluster
  private let group: [GPUID]
  private let root: Int

  init(_ cluster: Cluster, _ group: [GPUID], root: Int) {
    self.cluster = cluster
    self.group = group
    self.root = root
  }

  /// The cut that takes longest and its name; nil where nothing must cross any.
  func slowest(_ demand: Demand, _ bytes: Bytes) -> (time: Seconds, name: String)? {
    var slowest: (time: Seconds, name: String)?
    func consider(_ parts: [Int32], _ name: (Int) -> String) {
      for part in crossings(of: parts) {
        let need = demand.crossing(part.members, rootInside: part.hasRoot)
        var time = Seconds.zero
        if need.leaving > 0 { time = max(time, bytes * need.leaving / part.leaving) }
        if need.entering > 0 { time = max(time, bytes * need.entering / part.entering) }
        if time > slowest?.time ?? .zero { slowest = (time, name(part.label)) }
      }
    }
    let levels = blocks
    var inner = DomainBlocks(span: 1)
    for (level, outer) in levels.enumerated() {
      let name = level < cluster.domains.count ? cluster.domains[level] : "the fabric"
      if level < levels.count - 1 {
        consider(parts(upTo: level) { outer.block(of: $0) }) { "\(name) \($0)" }
      }
      let below = inner
      let half = { (accelerator: Int) -> Int in
        let members = outer.members(of: outer.block(of: accelerator))
        let first = below.block(of: members.lowerBound)
        let length = below.block(of: members.upperBound - 1) - first + 1
        return (below.block(of: accelerator) - first) * 2 / length
      }
      if below != outer {
        consider(parts(upTo: level - 1, half)) { _ in "one half of \(name)" }
      }
      inner = outer
    }
    return slowest
  }

  /// Domains of a level that hold members, and what all of them together can send out and take in.
  func outward(
    fromLevel level: Int
  ) -> (count: Int, leaving: BitsPerSecond, entering: BitsPerSecond) {
    let outer = blocks[level]
    let found = crossings(of: parts(upTo: level) { outer.block(of: $0) })
    return found.reduce((found.count, .zero, .zero)) {
      ($0.0, $0.1 + $1.leaving, $0.2 + $1.entering)
    }
  }

  private var blocks: [DomainBlocks] {
    let blocks = cluster.routing.blocks
    return blocks.isEmpty ? [DomainBlocks(span: cluster.accelerators.count)] : blocks
  }

  /// The part of each node: an accelerator's by number, and a switch's that of an accelerator
  /// which it serves with links of inner domains; -1 for the others.
  private func parts(upTo level: Int, _ partOfAccelerator: (Int) -> Int) -> [Int32] {
    let accelerators = cluster.accelerators.count
    var parts = [Int32](repeating: -1, count: cluster.nodes.count)
    for accelerator in 0..<accelerators {
      parts[accelerator] = Int32(partOfAccelerator(accelerator))
    }
    let links = cluster.links
    let (starts, ends, domains) = (links.from, links.to, links.domain)
    let inside = domains.indices.filter { domains[$0] <= level }
    var hasChanged = !inside.isEmpty
    while hasChanged {
      hasChanged = false
      for link in inside {
        let (from, to) = (Int(starts[link]), Int(ends[link]))
        if parts[from] >= 0, parts[to] < 0 {
          parts[to] = parts[from]
          hasChanged = true
        } else if parts[to] >= 0, parts[from] < 0 {
          parts[from] = parts[to]
          hasChanged = true
        }
      }
    }
    return parts
  }

  private struct Crossing {
    var label: Int
    var members = 0
    var hasRoot = false
    var leaving = BitsPerSecond.zero
    var entering = BitsPerSecond.zero
  }

  /// Parts that hold some members and not all, by number.
  private func crossings(of parts: [Int32]) -> [Crossing] {
    let count = Int(parts.max() ?? -1) + 1
    var crossings = (0..<count).map { Crossing(label: $0) }
    for (place, member) in group.enumerated() {
      let part = Int(parts[Int(member.rawValue)])
      crossings[part].members += 1
      if place == root { crossings[part].hasRoot = true }
    }
    let links = cluster.links
    let (starts, ends, rates) = (links.from, links.to, links.rate)
    for link in rates.indices {
      let from = Int(parts[Int(starts[link])])
      let to = Int(parts[Int(ends[link])])
      guard from != to else { continue }
      let rate = rates[link]
      if from >= 0 { crossings[from].leaving = crossings[from].leaving + rate }
      if to >= 0 { crossings[to].entering = crossings[to].entering + rate }
    }
    return crossings.filter { $0.members > 0 && $0.members < group.count }
  }
}
