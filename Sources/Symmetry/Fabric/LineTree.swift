// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Traffic

/// What an aggregation of one line of members loads, over bundles.
struct LineTree {
  /// Each bundle once, in a fixed order; the shares say how much of its time a bundle is taken, over
  /// all its links together, as `Aggregation.hops` does.
  private(set) var hops: [BundleHop] = []
  private(set) var costs: WayCosts
  /// Of a share, what crosses the link.
  private(set) var efficiency: Double

  /// - Parameters:
  ///   - aggregation: the aggregation.
  ///   - members: accelerators of the line, in the order of their places.
  ///   - ways: of the fabric.
  /// - Returns: nil where no switches reach all members.
  static func find(
    _ aggregation: Aggregation, _ members: [Int32], _ ways: inout Ways
  ) -> LineTree? {
    // The router's trees take one switch of several that stand for each other, but at the top.
    if let tree = GroupTree.one(members, in: ways.fabric), tree.hasSingleLinksBelowTop(ways.fabric)
    {
      return LineTree(aggregation, members, tree, ways)
    }
    guard let tree = ways.aggregationTree(of: members.map { GPUID(Int($0)) }) else { return nil }
    return LineTree(aggregation, tree, ways)
  }

  /// As the router grows it; nil where links of one bundle do not carry the same.
  private init?(_ aggregation: Aggregation, _ tree: AggregationTree, _ ways: Ways) {
    efficiency = tree.efficiency
    costs = WayCosts(
      latency: tree.latency.rawValue * Double(aggregation.passes),
      overhead: tree.overhead.rawValue, domain: Int32(tree.domain))
    var rows: [Int32: Int] = [:]
    var links: [Int32] = []
    var each: [Double] = []
    for hop in aggregation.hops(over: tree) {
      let bundle = ways.bundle(of: hop.link)
      guard let row = rows[bundle] else {
        rows[bundle] = hops.count
        hops.append(BundleHop(bundle: bundle, share: hop.share))
        links.append(1)
        each.append(hop.share)
        continue
      }
      guard each[row] == hop.share else { return nil }
      hops[row].share += hop.share
      links[row] += 1
    }
    for (row, hop) in hops.enumerated()
    where links[row] != ways.fabric.linkCount[Int(hop.bundle)] {
      return nil
    }
  }

  /// All members at one depth: the switch where their ways meet is nearest to the farthest of them,
  /// and so the top.
  private init(
    _ aggregation: Aggregation, _ members: [Int32], _ tree: GroupTree, _ ways: Ways
  ) {
    let level = ways.level(of: tree)
    efficiency = ways.reductionEfficiency(atLevel: level)
    var below = [[Int32]](repeating: [], count: tree.count)
    for place in members.indices { below[place] = [Int32(place)] }
    var longest = (up: 0.0, down: 0.0)
    for place in members.indices {
      var way = (up: 0.0, down: 0.0)
      var node = place
      while tree.parent[node] >= 0 {
        way.up += ways.latency(of: tree.up[node])
        way.down += ways.latency(of: tree.down[node])
        node = Int(tree.parent[node])
        below[node].append(Int32(place))
      }
      longest = (max(longest.up, way.up), max(longest.down, way.down))
    }
    costs = WayCosts(
      latency: (longest.up + longest.down) * Double(aggregation.passes),
      overhead: ways.overhead(atLevel: level), domain: Int32(level))
    guard aggregation.blocksOfLine > 0 else { return }
    for node in 0..<tree.count where tree.parent[node] >= 0 {
      for (bundle, isUp) in [(tree.up[node], true), (tree.down[node], false)] {
        let load = aggregation.load(isUp: isUp, members: below[node])
        if load > 0 { hops.append(BundleHop(bundle: bundle, share: load / efficiency)) }
      }
    }
  }
}

extension Ways {
  /// The level of a group's tree.
  fileprivate func level(of tree: GroupTree) -> Int { levelOfBundle(tree.up[0]) }
}
