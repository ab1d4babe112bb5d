// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import TestSupport
import Testing

@Suite struct ShapeTests {
  @Test func `the catalogue lists exactly the files of its folder`() throws {
    let files = try FileManager.default
      .contentsOfDirectory(atPath: PackageRoot.path("Sources/Clusters/Shapes"))
    #expect(files.sorted() == ShapeCatalogue.typeNames.map { $0 + ".swift" }.sorted())
    #expect(Set(ShapeCatalogue.names).count == ShapeCatalogue.names.count)
  }

  @Test(arguments: [2, 3, 4, 7, 8])
  func `a ring has the diameter, links and bisection of a ring`(ranks: Int) throws {
    let cluster = try Cluster.uniform(
      .ring, ranks: ranks, rate: .gigabitsPerSecond(100), latency: .nanoseconds(10))
    // Half way round; a link each way between neighbours; a halving cuts the ring twice.
    let expected = ClusterConformance.Expectation(
      diameter: ranks / 2, links: ranks == 2 ? 2 : 2 * ranks,
      bisection: .gigabitsPerSecond(ranks == 2 ? 100 : 200))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test(arguments: [2, 5, 8])
  func `a switch joins everyone in two hops at half the sum of their rates`(ranks: Int) throws {
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: ranks, rate: .gigabitsPerSecond(100), latency: .nanoseconds(10))
    let expected = ClusterConformance.Expectation(
      diameter: 2, links: 2 * ranks, bisection: .gigabitsPerSecond(100) * Double(ranks / 2))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test(arguments: [2, 5, 8])
  func `a full mesh has a link each way a pair`(ranks: Int) throws {
    let cluster = try Cluster.uniform(
      .fullMesh, ranks: ranks, rate: .gigabitsPerSecond(100), latency: .nanoseconds(10))
    let halves = Double((ranks / 2) * (ranks - ranks / 2))
    let expected = ClusterConformance.Expectation(
      diameter: 1, links: ranks * (ranks - 1), bisection: .gigabitsPerSecond(100) * halves)
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test func `a ring of rings is a torus`() throws {
    // 4 x 6: 2 links each way a node and dimension; 2 + 3 hops at most; halving the outer ring
    // cuts it twice at each of 4 places.
    let loaded = try Bench().cluster(
      count: 24,
      domains: """
          - {name: x, shape: ring, size: 4, link: wire, count: 1}
          - {name: y, shape: ring, size: 6, link: wire, count: 1}
        """)
    let expected = ClusterConformance.Expectation(
      diameter: 5, links: 24 * 4, bisection: .gigabitsPerSecond(8 * 100))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `a mesh of switched groups passes messages on at its accelerators`() throws {
    // Two groups of 4 behind switches, joined place by place: in by the switch (2 hops), over 1.
    let loaded = try Bench().cluster(
      count: 8,
      domains: """
          - {name: inner, shape: switch, size: 4, link: wire, switch: hub, count: 1}
          - {name: outer, shape: full-mesh, size: 2, link: wire, count: 1}
        """)
    let expected = ClusterConformance.Expectation(
      diameter: 3, links: 16 + 8, bisection: .gigabitsPerSecond(400))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `a fat tree has leaves half down and half up`() throws {
    // 8 ports: 4 down, 4 up. 16 accelerators: 4 leaves, 2 spines, 2 links from a leaf to a spine.
    let loaded = try Bench().cluster(
      count: 16,
      domains: "  - {name: tree, shape: fat-tree, size: 16, link: wire, switch: hub, count: 1}")
    #expect(loaded.cluster.nodes.count == 16 + 4 + 2)
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 2 * 16 + 2 * 8, bisection: .gigabitsPerSecond(8 * 100))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
    // Leaf to spine: two links of 100 Gb/s stand as one.
    #expect(loaded.cluster.links.rate.max() == .gigabitsPerSecond(200))
    #expect(loaded.cluster.devices.map(\.count) == [6])
  }

  @Test func `oversubscription narrows the bisection by its factor`() throws {
    // 3 to 1 of 8 ports: 6 down, 2 up. 24 accelerators: 4 leaves with 6 each, 1 spine of 8 ports.
    let loaded = try Bench().cluster(
      count: 24,
      domains: """
          - {name: tree, shape: fat-tree, size: 24, link: wire, switch: hub, count: 1, oversubscription: 3}
        """)
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 2 * 24 + 2 * 4, bisection: .gigabitsPerSecond(12 * 100 / 3))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `a tree that fits one switch is one switch`() throws {
    let loaded = try Bench().cluster(
      count: 8,
      domains: "  - {name: tree, shape: fat-tree, size: 8, link: wire, switch: hub, count: 1}")
    let expected = ClusterConformance.Expectation(
      diameter: 2, links: 16, bisection: .gigabitsPerSecond(400))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `rails have leaves of their own and meet at the spines`() throws {
    // 4 groups of 2: rail r joins the 4 accelerators with inner index r on one leaf.
    let loaded = try Bench().cluster(
      count: 8,
      domains: """
          - {name: inner, shape: switch, size: 2, link: wire, switch: hub, count: 1}
          - {name: outer, shape: rail-fat-tree, size: 4, link: wire, switch: hub, count: 1}
        """)
    let names = loaded.cluster.nodes.name
    #expect(
      names.suffix(7) == [
        "inner.switch0", "inner.switch1", "inner.switch2", "inner.switch3", "outer.leaf0",
        "outer.leaf1", "outer.spine0",
      ])
    // 8 up and down inside, 8 up and down to leaves, 2 leaves to 1 spine both ways.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 16 + 16 + 4, bisection: .gigabitsPerSecond(400))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
    var router = Router(loaded.cluster)
    let sameRail = try router.route(from: GPUID(0), to: GPUID(2))
    let otherRail = try router.route(from: GPUID(0), to: GPUID(3))
    #expect(sameRail.hops.count == 2)
    #expect(otherRail.hops.count == 4)
  }

  @Test func `two levels of 64 ports carry 2,048 accelerators and no more`() throws {
    let most = try #require(
      LeafSpine(perRail: 2048, rails: 1, bundle: 1, switches: .init(leafPorts: 64, spinePorts: 64)))
    #expect(most.leavesPerRail == 64)
    #expect(most.spines == 32)
    #expect(most.linksPerSpine == 1)
    let switches = LeafSpine.Switches(leafPorts: 64, spinePorts: 64)
    #expect(LeafSpine(perRail: 2049, rails: 1, bundle: 1, switches: switches) == nil)
  }

  @Test func `the conformance check sees a link that has no way back`() throws {
    var tiny = TinyCluster(accelerators: 2)
    tiny.link(0, 1, rate: .gigabitsPerSecond(1))
    tiny.oneWay(0, 1, rate: .gigabitsPerSecond(1))
    let expected = ClusterConformance.Expectation(
      diameter: 1, links: 3, bisection: .gigabitsPerSecond(2))
    #expect(
      ClusterConformance.violations(of: tiny.build(), expecting: expected)
        == ["1 links have no equal the other way"])
  }
}
