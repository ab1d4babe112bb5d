// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

/// Clusters of several kinds of accelerators.
@Suite struct AcceleratorGroupsTests {
  /// Four boards behind a switch and six slabs in two meshes of three, all under leaves and a spine.
  static let fourAndSix = """
    name: mixed
    groups:
      - accelerator: {kind: board, count: 4}
        domains:
          - {name: in, shape: switch, size: 4, link: wire, count: 2, switch: hub, length: 1 m}
      - accelerator: {kind: slab, count: 6}
        domains:
          - {name: near, shape: full-mesh, size: 3, link: wire, length: 1 m}
    domains:
      - {name: out, shape: fat-tree, size: 10, link: wire, count: 1, switch: hub, length: 2 m}
    pue: 1.0

    """

  @Test func `groups have domains of their own, and one that joins them all`() throws {
    let cluster = try Bench().load(Self.fourAndSix).cluster
    #expect(cluster.domains == ["in", "near", "out"])
    #expect(cluster.accelerators.groups.map(\.name) == ["board", "slab"])
    #expect(cluster.accelerators.groups.map(\.count) == [4, 6])
    #expect((0..<10).map { cluster.accelerators.group(of: $0) } == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    // 8 ports: 4 down and 4 up are 3 leaves (4, 3, 3), of which 4 x 3 links go to 2 spines.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 2 * 4 + 6 * 2 + 2 * 10 + 2 * 3 * 2, bisection: nil)
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
    var router = Router(cluster)
    let hops = { (router: inout Router, a: Int, b: Int) throws -> [Int] in
      try router.route(from: GPUID(a), to: GPUID(b)).hops
        .map { Int(cluster.links.domain[Int($0.link.rawValue)]) }
    }
    #expect(try hops(&router, 0, 3) == [0, 0])
    #expect(try hops(&router, 4, 6) == [1])
    // Two meshes of slabs meet outside, as slabs and boards do.
    #expect(Set(try hops(&router, 4, 7)) == [2])
    #expect(Set(try hops(&router, 0, 9)) == [2])
    // A slab shares its four links among two neighbours; a board has two to its switch.
    let rates = zip(cluster.links.domain, cluster.links.rate)
    #expect(rates.filter { $0.0 == 1 }.allSatisfy { $0.1 == .gigabitsPerSecond(200) })
    #expect(rates.filter { $0.0 == 0 }.allSatisfy { $0.1 == .gigabitsPerSecond(200) })
  }

  @Test func `blocks of different sizes nest`() {
    let blocks = DomainBlocks(sizes: [4, 1, 3])
    #expect((0..<8).map { blocks.block(of: $0) } == [0, 0, 0, 0, 1, 2, 2, 2])
    #expect((0..<3).map { blocks.members(of: $0) } == [0..<4, 4..<5, 5..<8])
    #expect(blocks.evenSpan == nil)
    #expect(DomainBlocks(sizes: [2, 2]) == DomainBlocks(span: 2))
    #expect(DomainBlocks(span: 2).members(of: 3) == 6..<8)
  }

  @Test(arguments: [
    ("domains[0].size=9", "its size is all 10 accelerators"),
    ("groups[1].accelerator.count=5", "which is no multiple"),
    ("groups[1].domains[0].name=in", "is there already"),
    ("accelerator={kind: board, count: 4}", "each group has its own"),
    ("groups=[]", "lists no group"),
    ("nodes=[]", "give domains"),
    ("groups[1].accelerator.kind=brick", "brick"),
    ("groups[1].accelerator.kind=bare", "give it a nic, or the groups servers alike"),
  ])
  func `groups that cannot be are refused`(override: String, reason: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try Bench().load(Self.fourAndSix, overrides: [override])
    }
    #expect(error.description.contains(reason))
  }
}
