// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

/// A shape of switches of 8 ports, with its closed forms worked out by hand.
struct SwitchedForm: Sendable, CustomTestStringConvertible {
  var shape: String
  var count: Int
  var switches: Int
  var diameter: Int
  var links: Int
  /// In links of 100 Gb/s from the first half of the accelerators to the second.
  var bisection: Double?

  var testDescription: String { shape }
}

@Suite struct SwitchedShapeTests {
  static let forms = [
    // k = 8: k³/4 accelerators, 5k²/4 switches, 4 leaves and 4 spines a pod, 16 cores.
    SwitchedForm(
      shape: "fat-tree, size: 128, tiers: 3", count: 128, switches: 80, diameter: 6,
      links: 2 * 128 + 2 * 128 + 2 * 128, bisection: 64),
    // Spines pass half of what they take: 2 links up each, 2 cores a plane; 4 pods x 4 spines x 2.
    SwitchedForm(
      shape: "fat-tree, size: 128, tiers: 3, pods: 8, oversubscription: [1, 2]", count: 128,
      switches: 32 + 32 + 8, diameter: 6, links: 2 * 128 + 2 * 128 + 2 * 64, bisection: 32),
    // Leaves take 6 and pass 2: 24 a pod of 4 leaves; a spine has 4 below and 4 above.
    SwitchedForm(
      shape: "fat-tree, size: 48, tiers: 3, pods: 2, oversubscription: [3, 1]", count: 48,
      switches: 8 + 4 + 2, diameter: 6, links: 2 * 48 + 2 * 16 + 2 * 4, bisection: 8),
    // a = 4, p = 2, h = 2: ah + 1 = 9 groups; 3 links between routers, and 2 of accelerators.
    SwitchedForm(
      shape: "dragonfly, groups: 9, routers: 4, terminals: 2, global_links: 2", count: 72,
      switches: 36, diameter: 5, links: 2 * 72 + 9 * 4 * 3 + 9 * 8),
    // Two groups, a link from each of two routers: over and then aside.
    SwitchedForm(
      shape: "dragonfly, groups: 2, routers: 2, terminals: 2, global_links: 1", count: 8,
      switches: 4, diameter: 4, links: 2 * 8 + 2 * 2 + 2 * 2, bisection: 2),
    // 8 global links a group and 3 others: two for each, two stay unused.
    SwitchedForm(
      shape: "dragonfly, groups: 4, routers: 4, terminals: 2, global_links: 2", count: 32,
      switches: 16, diameter: 5, links: 2 * 32 + 4 * 4 * 3 + 4 * 3 * 2, bisection: 2 * 2 * 2),
    // One group is a full mesh of routers.
    SwitchedForm(
      shape: "dragonfly, groups: 1, routers: 4, terminals: 2, global_links: 0, local_links: 2",
      count: 8, switches: 4, diameter: 3, links: 2 * 8 + 4 * 3, bisection: 4),
    // Leaf, spine, spine, leaf, with another leaf's spine between where the own one has no link:
    // 5 groups of 4 + 4, one link between two groups.
    SwitchedForm(
      shape: "dragonfly-plus, groups: 5, leaves: 4, spines: 4, terminals: 4, global_links: 1",
      count: 80, switches: 40, diameter: 5, links: 2 * 80 + 5 * 4 * 4 * 2 + 5 * 4),
  ]

  @Test(arguments: forms)
  func `a shape of switches has the nodes, links, diameter and bisection of its closed form`(
    form: SwitchedForm
  ) throws {
    let loaded = try Self.cluster(form.shape, count: form.count)
    #expect(loaded.cluster.nodes.count == form.count + form.switches)
    #expect(loaded.cluster.devices.reduce(0) { $0 + $1.count } == form.switches)
    let expected = ClusterConformance.Expectation(
      diameter: form.diameter, links: form.links,
      bisection: form.bisection.map { .gigabitsPerSecond(100 * $0) })
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test(arguments: [(9, 4, 2), (5, 4, 2), (4, 3, 2), (2, 3, 3), (7, 3, 2), (6, 2, 4)])
  func `every two groups have as many links, and no router more than its own`(
    groups: Int, routers: Int, links: Int
  ) throws {
    let wiring = try #require(GlobalWiring(groups: groups, routers: routers, links: links))
    var ends: [[Int]: Int] = [:]
    for group in 0..<groups {
      var used = [Int](repeating: 0, count: routers)
      var reached = [Int](repeating: 0, count: groups)
      for link in wiring.links(from: group) {
        used[link.router] += 1
        reached[link.farGroup] += 1
        ends[[group, link.router, link.farGroup, link.farRouter], default: 0] += 1
      }
      #expect(used.allSatisfy { $0 <= links })
      #expect(reached[group] == 0)
      #expect(Set(reached.enumerated().filter { $0.offset != group }.map(\.element)).count == 1)
    }
    // What leads there leads back.
    #expect(ends.allSatisfy { ends[[$0.key[2], $0.key[3], $0.key[0], $0.key[1]]] == $0.value })
  }

  @Test(arguments: forms.filter { $0.shape.contains("dragonfly") })
  func `distances of one group hold for all, turned`(form: SwitchedForm) throws {
    let cluster = try Self.cluster(form.shape, count: form.count).cluster
    #expect(cluster.domainRouting[0].rotation != nil)
    var searched = cluster
    searched.domainRouting = []
    var quick = Router(cluster)
    var plain = Router(searched)
    for source in 0..<form.count {
      for destination in 0..<form.count {
        let one = try quick.route(from: GPUID(source), to: GPUID(destination))
        let other = try plain.route(from: GPUID(source), to: GPUID(destination))
        #expect(one == other)
      }
    }
    let names = cluster.nodes.name
    let faulty = try cluster.withFaults([
      LinkFault(.bothWays(names[0], names[Int(cluster.links.to[0])]), .slow(factor: 0.5))
    ])
    #expect(faulty.domainRouting[0].rotation == nil)
  }

  @Test func `tiers of a tree may have switches and links of their own`() throws {
    let loaded = try Self.cluster(
      "fat-tree, size: 128, tiers: 3, trunk_length: 2 m, global_link_length: 9 m", count: 128)
    // 40 ns in link and switch ends apart, runs of 1, 2 and 9 m differ by 5 ns a metre.
    let names = loaded.cluster.nodes.name
    let links = loaded.cluster.links
    let latency = { (role: String, other: String) -> Seconds in
      let link = links.from.indices.first {
        names[Int(links.from[$0])].contains(role) && names[Int(links.to[$0])].contains(other)
      }
      return links.latency[link ?? 0]
    }
    let first = latency("gpu", "leaf")
    #expect(abs((latency("leaf", "spine") - first).rawValue - 5e-9) < 1e-15)
    #expect(abs((latency("spine", "core") - first).rawValue - 40e-9) < 1e-15)
  }

  @Test(arguments: [
    ("fat-tree, size: 256, tiers: 3", 256, "256 accelerators are too many for leaves, spines"),
    ("fat-tree, size: 64", 64, "a third level would be needed"),
    ("fat-tree, size: 128, pods: 8", 128, "only a tree of three tiers has pods"),
    ("fat-tree, size: 128, tiers: 3, pods: 3", 128, "take a divisor"),
    ("fat-tree, size: 128, tiers: 3, oversubscription: [1]", 128, "3 tiers have 2 between them"),
    ("fat-tree, size: 16, spine_switch: hub, core_switch: hub", 16, "has 2 tiers of switches"),
    ("fat-tree, size: 16, global_link: wire", 16, "no such links here"),
    ("dragonfly, groups: 10, routers: 4, terminals: 2, global_links: 2", 80, "reach 8"),
    ("dragonfly, groups: 2, routers: 6, terminals: 3, global_links: 1", 36, "8 ports"),
    ("dragonfly, groups: 2, routers: 2, terminals: 2, global_links: 1, size: 9", 8, "leave size"),
    (
      "dragonfly-plus, groups: 2, leaves: 8, spines: 2, terminals: 2, global_links: 1", 32,
      "8 ports"
    ),
    (
      "dragonfly, groups: 2, routers: 2, terminals: 2, global_links: 1, oversubscription: 2", 8,
      "no leaves"
    ),
  ])
  func `a shape of switches that cannot be is refused`(
    shape: String, count: Int, reason: String
  ) throws {
    let error = try #require(throws: DocumentError.self) {
      try Self.cluster(shape, count: count)
    }
    #expect(error.description.contains(reason))
  }

  static func cluster(_ shape: String, count: Int) throws -> LoadedCluster {
    try Bench().cluster(
      count: count,
      domains: """
          - {name: net, shape: \(shape), link: wire, switch: hub, count: 1, length: 1 m}
        """)
  }
}
