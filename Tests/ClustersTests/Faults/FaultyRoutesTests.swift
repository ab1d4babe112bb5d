// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing

/// Ways around what failed.
@Suite struct FaultyRoutesTests {
  /// One accelerator on each of some leaves, which all spines join: switch1 and on are the leaves,
  /// then come the spines.
  private func tree(leaves: Int, spines: Int, _ policy: RoutingPolicy = .minimal) -> Cluster {
    var tiny = TinyCluster(accelerators: leaves)
    let low = (0..<leaves).map { _ in tiny.packetSwitch() }
    let high = (0..<spines).map { _ in tiny.packetSwitch() }
    let rate = BitsPerSecond.gigabitsPerSecond(100)
    for leaf in 0..<leaves {
      tiny.link(leaf, low[leaf], rate: rate)
      for spine in high { tiny.link(low[leaf], spine, rate: rate) }
    }
    var cluster = tiny.build()
    cluster.domainRouting = [DomainRouting(policy: policy)]
    return cluster
  }

  private func ends(_ route: Route, _ cluster: Cluster) -> [String] {
    route.hops.map { hop in
      let link = Int(hop.link.rawValue)
      return cluster.nodes.name[Int(cluster.links.from[link])] + ">"
        + cluster.nodes.name[Int(cluster.links.to[link])]
    }.sorted()
  }

  @Test func `a pair's shares move from a spine that failed to the others`() throws {
    // switch3, switch4 and switch5 are the spines of two leaves.
    let whole = tree(leaves: 2, spines: 3)
    let faulty = try whole.withFaults(
      ["switch1", "switch2"].map { LinkFault(.bothWays($0, "switch4"), .failed) })
    var before = Router(whole)
    var after = Router(faulty)
    let all = try before.route(from: GPUID(0), to: GPUID(1)).hops.map(\.share).sorted()
    #expect(all.count == 8)
    #expect(all.prefix(6).allSatisfy { abs($0 - 1.0 / 3) < 1e-15 })
    let left = try after.route(from: GPUID(0), to: GPUID(1))
    #expect(left.hops.map(\.share).sorted() == [0.5, 0.5, 0.5, 0.5, 1, 1])
    #expect(!ends(left, faulty).contains { $0.contains("switch4") })
  }

  /// Three leaves (switch1 to switch3) and two spines (switch4, switch5); the first leaf has lost one
  /// spine, and the second the other.
  private func crossed(_ policy: RoutingPolicy) throws -> Cluster {
    try tree(leaves: 3, spines: 2, policy).withFaults([
      LinkFault(.bothWays("switch1", "switch4"), .failed),
      LinkFault(.bothWays("switch2", "switch5"), .failed),
    ])
  }

  private static let valley = [
    "gpu0>switch1", "switch1>switch5", "switch2>gpu1", "switch3>switch4", "switch4>switch2",
    "switch5>switch3",
  ]

  @Test func `shortest ways lead down and up again where nothing else is left`() throws {
    for policy in [RoutingPolicy.minimal, .equalCostMultipath(seed: 3)] {
      let cluster = try crossed(policy)
      var router = Router(cluster)
      let route = try router.route(from: GPUID(0), to: GPUID(1))
      #expect(ends(route, cluster) == Self.valley)
      #expect(route.hops.allSatisfy { $0.share == 1 })
    }
  }

  @Test func `up-down refuses such a way, and keeps the others`() throws {
    var router = Router(try crossed(.upDown))
    let error = #expect(throws: RoutingError.self) {
      try router.route(from: GPUID(0), to: GPUID(1))
    }
    #expect(
      error?.description
        == "no path leads from gpu0 to gpu1 that never goes up after going down, with the cluster's "
        + "faults")
    #expect(try router.route(from: GPUID(0), to: GPUID(2)).hops.map(\.share) == [1, 1, 1, 1])
    #expect(try router.route(from: GPUID(2), to: GPUID(1)).hops.map(\.share) == [1, 1, 1, 1])
  }

  @Test func `hashed ways never cross what failed`() throws {
    let cluster = try tree(leaves: 6, spines: 3, .equalCostMultipath(seed: 1)).withFaults(
      (1...6).map { LinkFault(.bothWays("switch\($0)", "switch8"), .failed) })
    var router = Router(cluster)
    for from in 0..<6 {
      for to in 0..<6 where from != to {
        let route = try router.route(from: GPUID(from), to: GPUID(to))
        #expect(route.hops.map(\.share) == [1, 1, 1, 1])
        #expect(!ends(route, cluster).contains { $0.contains("switch8") })
      }
    }
  }

  @Test func `by way of everyone means of those whom both ends reach`() throws {
    // Nothing leads down to the third leaf, and everything up from it.
    let cluster = try tree(leaves: 3, spines: 1, .valiant).withFaults([
      LinkFault(.oneWay(from: "switch4", to: "switch3"), .failed)
    ])
    var router = Router(cluster)
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    let into = route.hops.filter { Int(cluster.links.to[Int($0.link.rawValue)]) == 1 }
    #expect(into.reduce(0) { $0 + $1.share } == 1)
    #expect(!ends(route, cluster).contains { $0.contains("switch3") })
    #expect(throws: RoutingError.self) { try router.route(from: GPUID(0), to: GPUID(2)) }
  }

  @Test func `where a cluster falls apart, the error says how far both ends reach`() throws {
    // Leaves 1 and 2 keep the first spine, leaf 3 only the second.
    let cluster = try tree(leaves: 3, spines: 2).withFaults([
      LinkFault(.bothWays("switch1", "switch5"), .failed),
      LinkFault(.bothWays("switch2", "switch5"), .failed),
      LinkFault(.bothWays("switch3", "switch4"), .failed),
    ])
    var router = Router(cluster)
    let error = #expect(throws: RoutingError.self) {
      try router.route(from: GPUID(0), to: GPUID(2))
    }
    #expect(
      error?.description.hasSuffix(
        "with the cluster's faults, gpu0 reaches 1 of the 2 others there, and gpu2 0") == true,
      "\(error?.description ?? "")")
  }

  @Test func `a grid with a failed link is searched, not reckoned`() throws {
    let bench = try FaultBench()
    let torus = """
      name: torus
      accelerator: {kind: board, count: 16}
      domains:
        - {name: t, shape: torus, dimensions: [4, 4], link: wire, count: 1, length: 1 m}

      """
    let cluster = try bench.load(torus, faults: "[{link: [gpu0, gpu1], state: failed}]").cluster
    var router = Router(cluster)
    // Around the other way, or over a neighbouring row: three hops instead of one.
    let length = try router.route(from: GPUID(0), to: GPUID(1)).hops.reduce(0) { $0 + $1.share }
    #expect(abs(length - 3) < 1e-12)
    #expect(ClusterConformance.violations(of: cluster) == [])
  }
}
