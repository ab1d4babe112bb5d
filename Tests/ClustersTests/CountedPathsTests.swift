// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing

/// Routes found the plain way: every shortest path is walked, one by one.
private struct CountedPaths {
  private let links: LinkTable
  private let acceleratorCount: Int
  let source: Int32
  let destination: Int32
  private var pathsOver: [Int: Int] = [:]
  private var pathCount = 0
  private var slowest = 0.0

  init(_ cluster: Cluster, from source: Int, to destination: Int) {
    links = cluster.links
    acceleratorCount = cluster.nodes.acceleratorCount
    self.source = Int32(source)
    self.destination = Int32(destination)
    var most = 1
    while pathCount == 0, most <= cluster.nodes.count {
      walk(from: self.source, path: [], linksLeft: most)
      most += 1
    }
  }

  private mutating func walk(from node: Int32, path: [Int], linksLeft: Int) {
    if node == destination {
      pathCount += 1
      for link in path { pathsOver[link, default: 0] += 1 }
      slowest = max(slowest, path.reduce(0) { $0 + links.latency[$1].rawValue })
      return
    }
    guard linksLeft > 0, node == source || Int(node) >= acceleratorCount else {
      return
    }
    for link in 0..<links.count where links.from[link] == node {
      walk(from: links.to[link], path: path + [link], linksLeft: linksLeft - 1)
    }
  }

  var hops: [(link: Int, share: Double)] {
    pathsOver.keys.sorted().map { ($0, Double(pathsOver[$0] ?? 0) / Double(pathCount)) }
  }
  var latency: Double { slowest }
}

@Suite struct CountedPathsTests {
  /// Accelerators on one to three leaves each, maybe by parallel links, leaves under some spines,
  /// and every tenth link gone in one direction.
  private func fabric(seed: UInt64) throws -> Cluster {
    var random = SeededGenerator(seed: seed)
    var tiny = TinyCluster(accelerators: 6)
    let leaves = (0..<3).map { _ in tiny.packetSwitch() }
    let spines = (0..<2).map { _ in tiny.packetSwitch() }
    let rate = BitsPerSecond.gigabitsPerSecond(100)
    func latency() -> Seconds { .nanoseconds(Double(Int.random(in: 1...9, using: &random))) }
    for accelerator in 0..<6 {
      for leaf in leaves.shuffled(using: &random).prefix(accelerator < 4 ? 1 : 2) {
        tiny.link(accelerator, leaf, rate: rate, latency: latency())
        if accelerator == 3 { tiny.link(accelerator, leaf, rate: rate, latency: latency()) }
      }
    }
    for leaf in leaves {
      for spine in spines { tiny.link(leaf, spine, rate: rate, latency: latency()) }
    }
    let whole = tiny.build()
    return try whole.withFaults(
      (0..<whole.links.count / 10).map { _ in
        LinkFault(
          .link(LinkID(Int.random(in: 0..<whole.links.count, using: &random))), .failed)
      })
  }

  @Test(arguments: 1...40)
  func `routes are all shortest paths, counted one by one`(seed: UInt64) throws {
    let cluster = try fabric(seed: seed)
    var router = Router(cluster)
    for source in 0..<6 {
      for destination in 0..<6 where destination != source {
        let counted = CountedPaths(cluster, from: source, to: destination)
        guard let route = try? router.route(from: GPUID(source), to: GPUID(destination)) else {
          #expect(counted.hops.isEmpty, "\(source) -> \(destination)")
          continue
        }
        #expect(route.hops.map { Int($0.link.rawValue) } == counted.hops.map(\.link))
        // Shares are sums and quotients of a few small numbers.
        #expect(
          zip(route.hops, counted.hops).allSatisfy { ($0.share - $1.share).magnitude < 1e-12 })
        #expect((route.latency.rawValue - counted.latency).magnitude < 1e-18)
      }
    }
  }
}
