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
  let links: LinkTable
  let nodes: NodeTable
  let overhead: [Seconds]
  let scope: RoutingScope
  let reductions: [SwitchReduction?]
  /// Whether links or devices are missing that the cluster was made with.
  let isFaulty: Bool
  let levels: [RouteLevel]
  let leaving: Adjacency
  let entering: Adjacency

  var tables: DistanceTables
  var spreads = Spreads()
  var upDownTables: [Int64: UpDownTable] = [:]
  /// By level and node: links to the nearest accelerator; empty until up-down routing asks.
  var tiers: [[Int32]] = []

  // Scratch of one walk, one entry per node; zero and empty between walks.
  var share: [Double]
  var delay: [Double]

  /// Files the cluster's links by node; linear in their number.
  package init(_ cluster: Cluster) {
    links = cluster.links
    nodes = cluster.nodes
    overhead = cluster.messageOverhead
    scope = cluster.routing
    reductions = cluster.inNetworkReduction
    isFaulty = cluster.isFaulty
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
    switch levels[level].routing.policy {
    case .minimal, .equalCostMultipath, .dimensionOrder, .ugal, .adaptiveIdeal:
      return try shortest(from: source, to: destination, level)
    case .valiant:
      return try indirect(from: source.rawValue, to: destination.rawValue, level)
    case .upDown:
      return try upDown(from: source.rawValue, to: destination.rawValue, level)
    case .railAligned:
      return try alongRail(from: source, to: destination, level)
    }
  }

  /// The way of a policy that takes shortest paths.
  mutating func shortest(
    from source: GPUID, to destination: GPUID, _ level: Int
  ) throws(RoutingError) -> Route {
    if let route = direct(from: source.rawValue, to: destination.rawValue, level) { return route }
    let gate = gate(of: destination.rawValue, level)
    if let gate,
      let route = neighbouring(from: source.rawValue, over: gate, to: destination.rawValue, level)
    {
      return route
    }
    let approach = Approach(
      to: destination.rawValue, distances(to: gate ?? destination.rawValue, level))
    let reach = reach(from: source.rawValue, approach, level)
    guard reach.hops > 0 else {
      throw noPath(from: source.rawValue, to: destination.rawValue, level)
    }
    switch levels[level].routing.policy {
    case .equalCostMultipath, .dimensionOrder:
      return chosenWalk(from: source.rawValue, reach.hops, approach, level)
    case .minimal, .valiant, .ugal, .adaptiveIdeal, .upDown, .railAligned:
      return walk(from: source.rawValue, reach, approach, level)
    }
  }

  func noPath(from source: Int32, to destination: Int32, _ level: Int) -> RoutingError {
    RoutingError(
      description: "no path leads from \(nodes.name[Int(source)]) to "
        + "\(nodes.name[Int(destination)]): no switches or links join them"
        + (levels[level].acceleratorsForward ? "" : ", and accelerators do not forward")
        + (isFaulty ? "; \(whatFaultsLeave(source, destination, level))" : ""))
  }

  /// How far two accelerators come that no way joins any more.
  private func whatFaultsLeave(_ source: Int32, _ destination: Int32, _ level: Int) -> String {
    var all = nodes.acceleratorCount
    if case .nested(let blocks, _) = scope {
      all = blocks[level].members(of: blocks[level].block(of: Int(source))).count
    }
    let reached = accelerators(reachedFrom: source, level)
    let heard = accelerators(reachedFrom: destination, level)
    return "with the cluster's faults, \(nodes.name[Int(source)]) reaches \(reached) of the "
      + "\(all - 1) others there, and \(nodes.name[Int(destination)]) \(heard)"
  }

  private func accelerators(reachedFrom source: Int32, _ level: Int) -> Int {
    var isSeen: Set<Int32> = [source]
    var queue = [source]
    while let node = queue.popLast() {
      guard node == source || mayTransit(node, level) else { continue }
      for place in leaving.row(node) {
        let link = Int(leaving.links[place])
        guard levels[level].domains.contains(links.domain[link]),
          isSeen.insert(links.to[link]).inserted
        else { continue }
        queue.append(links.to[link])
      }
    }
    return isSeen.count { Int($0) < nodes.acceleratorCount } - 1
  }

  /// The innermost domain that holds both.
  func level(_ a: Int32, _ b: Int32) -> Int {
    guard case .nested(let blocks, _) = scope else { return 0 }
    let a = Int(a)
    let b = Int(b)
    guard let level = blocks.firstIndex(where: { $0.block(of: a) == $0.block(of: b) }) else {
      preconditionFailure("the outermost domain does not hold every accelerator")
    }
    return level
  }

  func mayTransit(_ node: Int32, _ level: Int) -> Bool {
    Int(node) >= nodes.acceleratorCount || levels[level].acceleratorsForward
  }
}
