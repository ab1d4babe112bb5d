// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Routes of some pairs of every level of a cluster, held to what must be true of all.
struct RouteSample {
  private let cluster: Cluster
  private var router: Router
  private var connections: [LevelConnections]

  /// - Parameter cluster: the cluster whose routes are checked.
  init(_ cluster: Cluster) {
    self.cluster = cluster
    router = Router(cluster)
    connections = (0..<max(1, cluster.routing.blocks.count)).map { LevelConnections(cluster, $0) }
  }

  /// Checks routes of pairs that each level holds and no inner one does.
  ///
  /// - Parameter sources: how many accelerators, evenly apart, routes start at.
  /// - Returns: pairs that have a way, by level, and what is wrong, in words.
  mutating func check(sources: Int) -> (joined: [Int], violations: [String]) {
    let count = cluster.accelerators.count
    var joined = connections.map { _ in 0 }
    var violations: [String] = []
    for number in 0..<min(sources, count) {
      let source = number * count / min(sources, count)
      for level in connections.indices {
        for destination in destinations(from: source, level) where destination != source {
          let isJoined = connections[level].joins(source, destination)
          if isJoined { joined[level] += 1 }
          do {
            let route = try router.route(from: GPUID(source), to: GPUID(destination))
            let wrong = isJoined ? fault(in: route, source, destination) : "there should be none"
            if let wrong { violations.append("route \(source) -> \(destination): \(wrong)") }
          } catch {
            if isJoined { violations.append("\(error)") }
          }
        }
      }
    }
    return (joined, violations)
  }

  /// Accelerators whose innermost common domain with another is of this level: neighbours on both
  /// sides of what is inside, some between, the ends, and the source's likes in other groups.
  private func destinations(from source: Int, _ level: Int) -> [Int] {
    let blocks = cluster.routing.blocks
    let all =
      blocks.isEmpty
      ? 0..<cluster.accelerators.count
      : blocks[level].members(of: blocks[level].block(of: source))
    let inner =
      level == 0
      ? source..<source + 1 : blocks[level - 1].members(of: blocks[level - 1].block(of: source))
    var found = [all.lowerBound, inner.lowerBound - 1, inner.upperBound, all.upperBound - 1]
    found += (1..<4).map { all.lowerBound + $0 * all.count / 4 }
    // At the same place of other groups: the next one, and one half around.
    for step in [inner.count, all.count / inner.count / 2 * inner.count] {
      found.append(all.lowerBound + (source - all.lowerBound + step) % all.count)
    }
    return Set(found).filter { all.contains($0) && !inner.contains($0) }.sorted()
  }

  /// What of a route is wrong: shares that are lost or made on the way, or a link used twice.
  private func fault(in route: Route, _ source: Int, _ destination: Int) -> String? {
    let links = cluster.links
    var entering: [Int32: Double] = [:]
    var leaving: [Int32: Double] = [:]
    for hop in route.hops {
      let link = Int(hop.link.rawValue)
      guard hop.share > 0, hop.share <= 1 + 1e-12 else { return "a share of \(hop.share)" }
      leaving[links.from[link], default: 0] += hop.share
      entering[links.to[link], default: 0] += hop.share
    }
    guard Set(route.hops.map(\.link)).count == route.hops.count else { return "a link twice" }
    for node in Set(entering.keys).union(leaving.keys) {
      let expected =
        node == source ? (0.0, 1.0) : node == destination ? (1.0, 0.0) : nil
      let (enters, leaves) = (entering[node] ?? 0, leaving[node] ?? 0)
      // Sums of at most a few thousand shares of one: rounding stays far below.
      if (enters - (expected?.0 ?? leaves)).magnitude > 1e-9
        || (leaves - (expected?.1 ?? enters)).magnitude > 1e-9
      {
        return "at node \(node) \(enters) enters and \(leaves) leaves"
      }
    }
    return leaving[Int32(source)] == nil ? "nothing leaves the source" : nil
  }
}

/// What the links of a level join, found without a router: switches that hang together, and what is
/// next to each of them.
private struct LevelConnections {
  private var parent: [Int32]
  /// By accelerator, the nodes at the far ends of its links of the level.
  private var neighbours: [[Int32]]
  private let forwards: Bool

  init(_ cluster: Cluster, _ level: Int) {
    let row = Int32(level)
    let domains: ClosedRange<Int32>
    switch cluster.routing {
    case .graph(let forward): (forwards, domains) = (forward, 0...Int32.max)
    case .nested(_, let forward):
      // Along rails a message changes to another one inside its server.
      let isAligned =
        level < cluster.domainRouting.count && cluster.domainRouting[level].policy == .railAligned
      forwards = forward[level] || isAligned
      domains = forwards ? 0...row : row...row
    }
    parent = (0..<Int32(cluster.nodes.count)).map { $0 }
    neighbours = [[Int32]](repeating: [], count: cluster.accelerators.count)
    let (starts, ends, domainOfLink) = (cluster.links.from, cluster.links.to, cluster.links.domain)
    // Accelerators have the lowest numbers.
    let first = forwards ? 0 : Int32(neighbours.count)
    for link in starts.indices where domains.contains(domainOfLink[link]) {
      let (from, to) = (starts[link], ends[link])
      if from >= first, to >= first { join(from, to) }
      if Int(from) < neighbours.count { neighbours[Int(from)].append(to) }
    }
  }

  /// Links of every file go both ways, so that one table serves both.
  mutating func joins(_ a: Int, _ b: Int) -> Bool {
    if forwards { return root(Int32(a)) == root(Int32(b)) }
    let (ofA, ofB) = (neighbours[a], neighbours[b])
    if ofA.contains(Int32(b)) { return true }
    var roots: Set<Int32> = []
    for node in ofA where passes(node) { roots.insert(root(node)) }
    for node in ofB where passes(node) && roots.contains(root(node)) { return true }
    return false
  }

  private func passes(_ node: Int32) -> Bool {
    forwards || Int(node) >= neighbours.count
  }

  private mutating func root(_ node: Int32) -> Int32 {
    var node = node
    while parent[Int(node)] != node {
      parent[Int(node)] = parent[Int(parent[Int(node)])]
      node = parent[Int(node)]
    }
    return node
  }

  private mutating func join(_ a: Int32, _ b: Int32) {
    let (a, b) = (root(a), root(b))
    if a != b { parent[Int(max(a, b))] = min(a, b) }
  }
}
