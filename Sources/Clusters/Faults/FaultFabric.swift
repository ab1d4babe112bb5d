// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What stands where in a whole cluster, as far as faults ask.
struct FaultFabric: Sendable {
  let cluster: Cluster
  private let leaving: Adjacency
  private let entering: Adjacency
  /// By node: the groups of devices that stand there, and how many of each.
  private var groups: [Int32: [(row: Int, each: Int)]] = [:]

  init(_ cluster: Cluster) {
    self.cluster = cluster
    let nodes = cluster.nodes.count
    leaving = Adjacency(near: cluster.links.from, far: cluster.links.to, nodes: nodes)
    entering = Adjacency(near: cluster.links.to, far: cluster.links.from, nodes: nodes)
    for (row, group) in cluster.devices.enumerated() {
      guard case .nodes(let nodes, let each)? = group.place else { continue }
      for node in nodes { groups[node, default: []].append((row, each)) }
    }
  }

  /// Links that begin or end at a node.
  func links(at node: Int32) -> [Int32] {
    leaving.row(node).map { leaving.links[$0] } + entering.row(node).map { entering.links[$0] }
  }

  /// One of the parallel links that stand as one.
  struct Slot: Hashable {
    var link: Int
    var number: Int
  }

  /// Every parallel link from one node to another, in the order of the table.
  func slots(_ from: Int32, _ to: Int32) -> [Slot] {
    leaving.row(from).map { Int(leaving.links[$0]) }
      .filter { cluster.links.to[$0] == to }.sorted()
      .flatMap { link in
        (0..<cluster.links.parallelLinks(of: link)).map { Slot(link: link, number: $0) }
      }
  }

  /// Nodes that a link of a domain joins to a node, each once, by number.
  func neighbours(of node: Int32, domain: Int32?) -> [Int32] {
    let links = cluster.links
    let out = leaving.row(node).map { leaving.links[$0] }
      .filter { domain == nil || links.domain[Int($0)] == domain }.map { links.to[Int($0)] }
    return Set(out).sorted()
  }

  func devices(at node: Int32) -> [(row: Int, each: Int)] { groups[node] ?? [] }

  /// Devices that stand as one node, at least one.
  func chips(of node: Int32) -> Int { max(1, devices(at: node).map(\.each).max() ?? 1) }

  /// Servers, the last of which may have fewer accelerators; nil where nobody says what one is.
  var serverCount: Int? {
    cluster.serverSize.map { (cluster.accelerators.count + $0 - 1) / $0 }
  }

  func members(ofServer number: Int) -> Range<Int> {
    let size = cluster.serverSize ?? 1
    return number * size..<min((number + 1) * size, cluster.accelerators.count)
  }

  /// Nodes whose every link ends in a server or at such a node.
  func nodes(insideServer number: Int) -> [Int32] {
    let members = members(ofServer: number)
    let count = cluster.accelerators.count
    let near = Set(members.flatMap { neighbours(of: Int32($0), domain: nil) })
      .filter { Int($0) >= count }
    return near.sorted().filter { node in
      neighbours(of: node, domain: nil).allSatisfy { members.contains(Int($0)) }
    }
  }
}
