// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct CircuitShapeTests {
  @Test func `strides of a direct connection grow by a constant factor`() throws {
    // 16 to the power 1/2 is 4, and 3 the nearest stride without a common divisor with 16.
    #expect(Circulant.geometric(count: 16, rings: 2)?.strides == [1, 3])
    // 1,000 to the power 1/3 and 2/3 are 10 and 100: 9 and 99 are free of 2 and 5.
    #expect(Circulant.geometric(count: 1000, rings: 3)?.strides == [1, 9, 99])
    #expect(Circulant.geometric(count: 6, rings: 2) == nil)
    #expect(Circulant.geometric(count: 2, rings: 1)?.degree == 1)
  }

  @Test(arguments: [
    // From 0 to 8 with steps of 1 and 3: 3 + 3 + 1 + 1.
    ("degree: 4", 16, 4, 64),
    ("strides: [3, 4]", 12, 3, 48),
    // The half way is one neighbour.
    ("strides: [1, 4]", 8, 2, 24),
  ])
  func `a direct connection joins all, its degree a position`(
    keys: String, count: Int, diameter: Int, links: Int
  ) throws {
    let loaded = try Self.cluster("direct-connect, size: \(count), \(keys)", count: count)
    let expected = ClusterConformance.Expectation(
      diameter: diameter, links: links, bisection: nil)
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test func `circuits of a region end at its groups' accelerators in turn`() throws {
    // 4 groups of 2 with 3 circuits each: g's first leads to the second of g + 1, and to the first
    // of g + 2. So from 0's second to 2's second: by 3's first, across to 1's first, and on.
    let loaded = try Bench().cluster(
      count: 8,
      domains: """
          - {name: in, shape: switch, size: 2, link: wire, switch: hub, count: 1}
          - {name: region, shape: regional-circuits, size: 4, circuits: 3, link: wire, count: 1}
        """)
    let expected = ClusterConformance.Expectation(
      diameter: 3, links: 2 * 8 + 4 * 3, bisection: .gigabitsPerSecond(100 * 4))
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
  }

  @Test(arguments: [(5, 3, 100.0), (5, 7, 200), (8, 8, 100), (4, 2, 100), (6, 5, 100), (2, 4, 400)])
  func `wavelengths around a ring join every two`(
    size: Int, wavelengths: Int, rate: Double
  ) throws {
    let loaded = try Self.cluster(
      "wdm-ring, size: \(size), wavelengths: \(wavelengths)", count: size)
    let expected = ClusterConformance.Expectation(
      diameter: 1, links: size * (size - 1), bisection: nil)
    #expect(ClusterConformance.violations(of: loaded.cluster, expecting: expected) == [])
    let links = loaded.cluster.links
    #expect(links.rate.allSatisfy { $0 == .gigabitsPerSecond(rate) })
    // 5 ns for each metre of the shorter way around.
    for link in 0..<links.count {
      let on = (Int(links.to[link]) - Int(links.from[link]) + size) % size
      let flight = 5e-9 * Double(min(on, size - on) - 1)
      let first = links.latency.min() ?? .zero
      #expect(abs(links.latency[link].rawValue - first.rawValue - flight) < 1e-15)
    }
  }

  @Test func `links that leave a block are trunks`() throws {
    let loaded = try Self.cluster(
      "torus, dimensions: [4, 4], blocks: [2, 2], trunk_length: 5 m", count: 16)
    // Of each line's four pairs two stay inside their blocks, and two do not.
    let latencies = loaded.cluster.links.latency
    let shortest = latencies.min() ?? .zero
    #expect(latencies.count { $0 == shortest } == 32)
    #expect(latencies.count { $0 > shortest } == 32)
    // The way around a block that is as long as its line is a trunk too: 2 of 8 directed links.
    let ring = try Self.cluster("torus, dimensions: [4], blocks: [4], trunk_length: 5 m", count: 4)
    let least = ring.cluster.links.latency.min() ?? .zero
    #expect(ring.cluster.links.latency.count { $0 > least } == 2)
  }

  @Test(arguments: [
    ("direct-connect, size: 16", "give degree"),
    ("direct-connect, size: 16, degree: 4, strides: [1]", "not both"),
    ("direct-connect, size: 16, degree: 3", "an even degree"),
    ("direct-connect, size: 16, degree: 10", "take a smaller degree"),
    ("direct-connect, size: 16, strides: [2, 4]", "common divisor"),
    ("direct-connect, size: 16, strides: [1, 9]", "1 to 8"),
    ("regional-circuits, size: 16, circuits: 1", "one circuit a group"),
    ("wdm-ring, size: 16, wavelengths: 31", "need 32 wavelengths"),
    ("torus, dimensions: [4, 4], blocks: [2]", "one for each"),
    ("torus, dimensions: [4, 4], blocks: [2, 3]", "do not fill"),
    ("torus, dimensions: [4, 4], trunk: wire", "no such links here"),
    ("torus, dimensions: [4, 4], circuit_switch: palomar", "no links that circuit switches"),
  ])
  func `a shape of circuits that cannot be is refused`(shape: String, reason: String) throws {
    let error = try #require(throws: DocumentError.self) { try Self.cluster(shape, count: 16) }
    #expect(error.description.contains(reason))
  }

  @Test func `a chassis is counted once, by its ports or as a whole`() throws {
    let text = """
      name: twice
      accelerator: {kind: h100-sxm, count: 8}
      domains:
        - name: net
          shape: direct-connect
          size: 8
          degree: 2
          count: 1
          length: 2 m
          circuit_switch: palomar
          link:
            technology: nvlink5
            devices: {serdes: ucie-advanced-phy, photonic: phoenixsim-defaults, circuit_switches: {record: palomar, passes: 1}}
      pue: 1

      """
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let error = try #require(throws: DocumentError.self) {
      try ClusterFile.load(try Document(text: text, name: "twice.yaml"), catalogue: catalogue)
    }
    #expect(error.description.contains("name it in one place"))
    let once = try ClusterFile.load(
      try Document(text: text, name: "once.yaml"),
      overrides: ["domains[0].link={technology: nvlink5}", "domains[0].length=1 m"],
      catalogue: catalogue)
    // Two ends of each accelerator, of 136 ports.
    #expect(once.cluster.devices.map(\.name) == ["palomar (net)"])
    #expect(once.cluster.devices.map(\.count) == [2])
  }

  static func cluster(_ shape: String, count: Int) throws -> LoadedCluster {
    try Bench().cluster(
      count: count,
      domains: "  - {name: net, shape: \(shape), link: wire, count: 1, length: 1 m}")
  }
}
