// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport

/// One small cluster of every shape that collectives run on, 16 accelerators each.
enum MatrixFabrics {
  static let count = 16
  /// Accelerators of a node, of a leaf and of a row of the torus.
  private static let inner = 4
  private static let rate = BitsPerSecond.gigabytesPerSecond(50)
  private static let latency = Seconds.nanoseconds(500)

  static func all() throws -> [Cluster] {
    try UniformTopology.allCases.map {
      try Cluster.uniform($0, ranks: count, rate: rate, latency: latency)
    } + [torus, fatTree, railFatTree] + reducing()
  }

  /// Fabrics whose switches reduce: a switch, leaves and spines, and switches on two levels.
  static func reducing() throws -> [Cluster] {
    var hub = try Cluster.uniform(.packetSwitch, ranks: count, rate: rate, latency: latency)
    hub.name = "reducing switch"
    hub.inNetworkReduction = [.reads]
    var tree = fatTree
    tree.name = "reducing fat-tree"
    tree.inNetworkReduction = [.aggregation]
    return [hub, tree, servers]
  }

  /// A switch in every node, a leaf for every place in the node, two spines.
  private static var servers: Cluster {
    var tiny = TinyFabric(acceleratorCount: count)
    tiny.switchCount = inner + 2 + count / inner
    for node in 0..<count { join(&tiny, node, count + inner + 2 + node / inner) }
    let scaleUp = tiny.links.count
    for node in 0..<count { join(&tiny, node, count + node % inner) }
    connectSpines(&tiny, leaves: inner)
    var cluster = nested(tiny, "reducing servers", scaleUp: scaleUp, forwards: false)
    cluster.inNetworkReduction = [.reads, .aggregation]
    return cluster
  }

  /// A ring of rings.
  private static var torus: Cluster {
    var tiny = TinyFabric(acceleratorCount: count)
    for node in 0..<count {
      let row = node / inner * inner
      join(&tiny, node, row + (node + 1) % inner)
    }
    let scaleUp = tiny.links.count
    for node in 0..<count { join(&tiny, node, (node + inner) % count) }
    return nested(tiny, "torus", scaleUp: scaleUp, forwards: true)
  }

  /// Four leaves under two spines.
  private static var fatTree: Cluster {
    var tiny = TinyFabric(acceleratorCount: count)
    tiny.switchCount = count / inner + 2
    for node in 0..<count { join(&tiny, node, count + node / inner) }
    connectSpines(&tiny, leaves: count / inner)
    var cluster = tiny.cluster
    cluster.name = "fat-tree"
    return cluster
  }

  /// Fully meshed nodes, a leaf for every place in the node, two spines.
  private static var railFatTree: Cluster {
    var tiny = TinyFabric(acceleratorCount: count)
    tiny.switchCount = inner + 2
    for node in 0..<count {
      for other in (node + 1)..<max(node + 1, (node / inner + 1) * inner) {
        join(&tiny, node, other)
      }
    }
    let scaleUp = tiny.links.count
    for node in 0..<count { join(&tiny, node, count + node % inner) }
    connectSpines(&tiny, leaves: inner)
    return nested(tiny, "rail-fat-tree", scaleUp: scaleUp, forwards: false)
  }

  private static func connectSpines(_ tiny: inout TinyFabric, leaves: Int) {
    for leaf in 0..<leaves {
      for spine in 0..<2 { join(&tiny, count + leaf, count + leaves + spine) }
    }
  }

  private static func join(_ tiny: inout TinyFabric, _ a: Int, _ b: Int) {
    tiny.links.append((a, b, rate, latency))
    tiny.links.append((b, a, rate, latency))
  }

  private static func nested(
    _ tiny: TinyFabric, _ name: String, scaleUp: Int, forwards: Bool
  ) -> Cluster {
    var cluster = tiny.cluster
    cluster.name = name
    cluster.domains = ["inner", "outer"]
    cluster.inNetworkReduction = [nil, nil]
    cluster.messageOverhead = [.zero, .zero]
    cluster.routing = .domains(spans: [inner, count], forwards: [forwards, forwards])
    for link in scaleUp..<cluster.links.count { cluster.links.domain[link] = 1 }
    return cluster
  }
}
