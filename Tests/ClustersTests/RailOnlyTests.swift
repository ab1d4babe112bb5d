// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

@Suite struct RailOnlyTests {
  /// Pairs of accelerators with groups of two as the inner domain.
  private func rails(of groups: Int) throws -> Cluster {
    try Bench().cluster(
      count: 2 * groups,
      domains: """
          - {name: inner, shape: switch, size: 2, link: wire, switch: hub, count: 1}
          - {name: rail, shape: rail-only, size: \(groups), link: wire, switch: hub, count: 1}
        """
    ).cluster
  }

  /// Whether two accelerators share a group or a rail.
  private static func areJoined(_ a: Int, _ b: Int) -> Bool { a / 2 == b / 2 || a % 2 == b % 2 }

  @Test func `a rail that fits one switch is one switch`() throws {
    let cluster = try rails(of: 4)
    #expect(cluster.nodes.name.suffix(2) == ["rail.leaf0", "rail.leaf1"])
    // 8 up and down inside, 8 up and down to the rails. Each of 2 rails is cut at 2 accelerators.
    let expected = ClusterConformance.Expectation(
      diameter: 2, links: 16 + 16, bisection: .gigabitsPerSecond(2 * 2 * 100))
    #expect(
      ClusterConformance.violations(of: cluster, expecting: expected, joining: Self.areJoined)
        == [])
  }

  @Test func `a longer rail has leaves and spines of its own`() throws {
    // 8 ports: 4 down, 4 up. 16 a rail: 4 leaves and 2 spines, 2 links from a leaf to a spine.
    let cluster = try rails(of: 16)
    #expect(
      cluster.nodes.name.suffix(12)
        == (0..<8).map { "rail.leaf\($0)" } + (0..<4).map { "rail.spine\($0)" })
    // 32 up and down inside and to the leaves; 2 rails of 4 leaves to 2 spines, both ways.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 64 + 64 + 2 * 4 * 2 * 2, bisection: .gigabitsPerSecond(16 * 100))
    #expect(
      ClusterConformance.violations(of: cluster, expecting: expected, joining: Self.areJoined)
        == [])
    // Leaf to spine: two links of 100 Gb/s stand as one.
    #expect(cluster.links.rate.max() == .gigabitsPerSecond(200))
    #expect(cluster.devices.map(\.count) == [16, 2 * (4 + 2)])
  }

  @Test func `no way joins two rails of different groups, and the error names both ends`() throws {
    var router = Router(try rails(of: 16))
    #expect(throws: Never.self) { try router.route(from: GPUID(0), to: GPUID(1)) }
    #expect(throws: Never.self) { try router.route(from: GPUID(0), to: GPUID(30)) }
    let error = #expect(throws: RoutingError.self) {
      try router.route(from: GPUID(0), to: GPUID(31))
    }
    #expect(
      error?.description
        == "no path leads from gpu0 to gpu31: no switches or links join them, and accelerators do "
        + "not forward")
  }

  @Test func `two levels of 512 ports carry 131,072 accelerators a rail and no more`() throws {
    let switches = LeafSpine.Switches(leafPorts: 512, spinePorts: 512)
    let most = try #require(
      LeafSpine(perRail: 131_072, rails: 1, bundle: 1, switches: switches))
    #expect(most.leavesPerRail == 512)
    #expect(most.spines == 256)
    #expect(most.linksPerSpine == 1)
    #expect(
      LeafSpine(perRail: 131_073, rails: 1, bundle: 1, switches: switches) == nil)
  }

  @Test func `too many accelerators for a rail's tree are refused with their number`() throws {
    // 8 ports: 8 leaves of 4 and 4 spines carry 32.
    let error = #expect(throws: DocumentError.self) { try rails(of: 33) }
    #expect(
      error?.description.contains("33 accelerators are too many for leaves and spines of hub")
        == true)
  }
}
