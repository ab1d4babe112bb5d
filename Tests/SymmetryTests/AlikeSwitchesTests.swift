// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing

@testable import Symmetry

/// On fewer switches messages take as long, one by one and many at once.
struct AlikeSwitchesTests {
  private static let rounding = 1e-9

  /// Seconds of a byte from each accelerator to another, all at once, over the busiest link, and the
  /// longest latency.
  private static func times(
    _ pairs: [(GPUID, GPUID)], on cluster: Cluster
  ) throws -> (busy: Double, latency: Double) {
    var router = Router(cluster)
    var load = [Double](repeating: 0, count: cluster.links.count)
    var latency = 0.0
    for (from, to) in pairs {
      let route = try router.route(from: from, to: to)
      latency = max(latency, route.latency.rawValue)
      for hop in route.hops {
        let link = Int(hop.link.rawValue)
        load[link] += hop.share / cluster.links.payloadRate(of: link).bytesPerSecond
      }
    }
    return (load.max() ?? 0, latency)
  }

  @Test(arguments: RandomFabric.allCases)
  func `messages meet as much traffic as on all switches`(shape: RandomFabric) throws {
    var joined = 0
    for seed in UInt64(0)..<20 {
      var random = SeededGenerator(seed: seed)
      let cluster = try shape.cluster(&random, breaks: false)
      let fewer = cluster.joiningAlikeSwitches()
      if fewer.links.count < cluster.links.count { joined += 1 }
      let count = cluster.nodes.acceleratorCount
      for distance in 1..<count {
        let pairs = (0..<count).map { (GPUID($0), GPUID(($0 + distance) % count)) }
        guard let all = try? Self.times(pairs, on: cluster) else { continue }
        let some = try Self.times(pairs, on: fewer)
        #expect(abs(some.busy - all.busy) <= Self.rounding * all.busy, "seed \(seed), \(distance)")
        #expect(abs(some.latency - all.latency) <= Self.rounding * all.latency)
      }
    }
    let isTree: [RandomFabric] = [.twoLevels, .threeLevels, .planes]
    if isTree.contains(shape) { #expect(joined > 0) }
  }
}
