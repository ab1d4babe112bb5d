// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies
import TestSupport
import Testing

/// Designs and machines of `topologies/` beside those of their makers' tables: counts and rates by
/// hand.
@Suite struct MachineDesignTests {
  private static func load(_ name: String, _ overrides: [String] = []) throws -> Cluster {
    try ClusterFile.load(
      path: PackageRoot.path("topologies/\(name).yaml"), overrides: overrides,
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    ).cluster
  }

  private static func devices(_ cluster: Cluster) -> [String] {
    cluster.devices.map { "\($0.count) x \($0.name)" }
  }

  /// What leaves a node over links of one domain.
  private static func leaving(_ node: Int32, _ domain: Int32, _ links: LinkTable) -> BitsPerSecond {
    links.from.indices.filter { links.from[$0] == node && links.domain[$0] == domain }
      .reduce(.zero) { $0 + links.rate[$1] }
  }

  @Test func `a lower switch of JUPITER has 64 ends and as much up, a group 24 ways out`() throws {
    let cluster = try Self.load("jupiter-booster")
    #expect(
      Self.devices(cluster) == ["24000 x connectx-7 (ndr)", "775 x quantum-2-200g (ndr)"])
    let (links, names) = (cluster.links, cluster.nodes.name)
    var (down, up, out) = (BitsPerSecond.zero, BitsPerSecond.zero, BitsPerSecond.zero)
    let first = Set((0..<16).map { "ndr.spine\($0)" })
    for link in 0..<links.count where links.domain[link] == 1 {
      let (from, to) = (names[Int(links.from[link])], names[Int(links.to[link])])
      if to == "ndr.leaf0", !from.hasPrefix("ndr.") { down = down + links.rate[link] }
      if from == "ndr.leaf0", to.hasPrefix("ndr.spine") { up = up + links.rate[link] }
      if first.contains(from), to.hasPrefix("ndr.spine") { out = out + links.rate[link] }
    }
    #expect(down == .gigabitsPerSecond(64 * 200))
    #expect(up == .gigabitsPerSecond(16 * 2 * 400))
    // 16 x 68 ports over 24 other groups: 45 whole links each.
    #expect(out == .gigabitsPerSecond(24 * 45 * 200))
    // Six NVLinks of 25 GB/s to each of three neighbours.
    #expect(Self.leaving(0, 0, links) == .gigabytesPerSecond(3 * 150))
  }

  @Test func `Eagle blocks nothing with 480 leaves, 450 spines and 240 cores`() throws {
    let cluster = try Self.load("azure-eagle")
    let names = cluster.nodes.name
    for (role, count) in [("leaf", 480), ("spine", 450), ("core", 240)] {
      #expect(names.count { $0.contains("scale-out.\(role)") } == count)
    }
    var (up, across) = (0, 0)
    for link in 0..<cluster.links.count {
      let to = names[Int(cluster.links.to[link])]
      let from = names[Int(cluster.links.from[link])]
      let cables = Int((cluster.links.rate[link] / .gigabitsPerSecond(400)).rounded())
      if from.contains(".leaf"), to.contains(".spine") { up += cables }
      if from.contains(".spine"), to.contains(".core") { across += cables }
    }
    #expect(up == 14_400 && across == 14_400)
  }

  @Test func `a server of TopoOpt's testbed has four neighbours at 25 Gb/s`() throws {
    let cluster = try Self.load("topoopt-testbed")
    #expect(Self.leaving(0, 0, cluster.links) == .gigabitsPerSecond(100))
    #expect(Self.devices(cluster).first == "12 x quad-25g (patch-panel)")
    // Steps of 1 and 5 around 12: 3 away takes three of them, nothing more.
    let expected = ClusterConformance.Expectation(diameter: 3, links: 12 * 4, bisection: nil)
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test func `a server of MixNet has six cards to its region and two to the tree`() throws {
    let cluster = try Self.load("mixnet-1024")
    let count = { (name: String) in
      cluster.devices.filter { $0.name.hasPrefix(name) }.reduce(0) { $0 + $1.count }
    }
    #expect(count("connectx-6 (region)") == 128 * 6)
    // Quarters of a card.
    #expect(count("connectx-6-quarter (tree)") == 128 * 2 * 4)
    #expect(count("polatis-6000-32") == 16 * 6)
    // 64 ends down and 64 up a leaf: 16 leaves, 8 spines.
    #expect(count("sn3700c-25g") == 16 + 8)
    let server = (0..<8).map { Self.leaving(Int32($0), 1, cluster.links) }.reduce(.zero, +)
    #expect(server == .gigabitsPerSecond(600))
    let tree = (0..<8).map { Self.leaving(Int32($0), 2, cluster.links) }.reduce(.zero, +)
    #expect(tree == .gigabitsPerSecond(200))
  }

  @Test func `H100 and A100 servers meet in one tree and nowhere else`() throws {
    let cluster = try Self.load("mixed-h100-a100")
    #expect(cluster.accelerators.groups.map(\.count) == [128, 128])
    #expect(Self.leaving(0, 0, cluster.links) == .gigabytesPerSecond(450))
    #expect(Self.leaving(255, 1, cluster.links) == .gigabytesPerSecond(300))
    var router = Router(cluster)
    let domains = { (router: inout Router, a: Int, b: Int) throws -> Set<Int32> in
      Set(
        try router.route(from: GPUID(a), to: GPUID(b)).hops
          .map { cluster.links.domain[Int($0.link.rawValue)] })
    }
    #expect(try domains(&router, 0, 7) == [0])
    #expect(try domains(&router, 128, 135) == [1])
    #expect(try domains(&router, 127, 128) == [2])
    // 64 down and 64 up a leaf: four leaves, two spines, and no less across the middle than 128 x 200 Gb/s.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 2 * 256 + 2 * 256 + 2 * 4 * 2, bisection: .gigabitsPerSecond(128 * 200))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected, everyNth: 37) == [])
  }

  @Test func `tiles of Dojo meet in 35 links of a fifth of an edge`() throws {
    let cluster = try Self.load("dojo-tray")
    let links = cluster.links
    let tile = { (node: Int32) in Int(node) % 15 / 5 + Int(node) / 15 / 5 * 3 }
    var (inside, between) = (0, 0)
    for link in 0..<links.count {
      let isInside = tile(links.from[link]) == tile(links.to[link])
      if isInside { inside += 1 } else { between += 1 }
      #expect(links.rate[link] == (isInside ? .gigabytesPerSecond(2000) : .gigabytesPerSecond(900)))
    }
    // Six tiles of 2 x 5 x 4 pairs; seven edges of tiles that meet, of five dies.
    #expect(inside == 2 * 6 * 40 && between == 2 * 7 * 5)
    let expected = ClusterConformance.Expectation(
      diameter: 14 + 9, links: 2 * 275, bisection: nil)
    #expect(ClusterConformance.violations(of: cluster, expecting: expected, everyNth: 11) == [])
  }

  @Test func `every two on the ring of 64 wavelengths have two of them`() throws {
    let cluster = try Self.load("sip-ring-16")
    #expect(cluster.links.rate.allSatisfy { $0 == .gigabitsPerSecond(50) })
    #expect(Self.leaving(3, 0, cluster.links) == .gigabitsPerSecond(750))
    let expected = ClusterConformance.Expectation(
      diameter: 1, links: 16 * 15, bisection: .gigabitsPerSecond(64 * 50))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
    // 31 do not reach everybody.
    #expect(throws: (any Error).self) {
      try Self.load("sip-ring-16", ["domains[0].wavelengths=31"])
    }
  }
}
