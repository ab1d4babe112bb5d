// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies
import TestSupport
import Testing

/// Machines of `topologies/` against what their makers or operators publish.
@Suite struct MachineFileTests {
  private static func load(_ name: String, _ overrides: [String] = []) throws -> Cluster {
    try ClusterFile.load(
      path: PackageRoot.path("topologies/\(name).yaml"), overrides: overrides,
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    ).cluster
  }

  private static func devices(_ cluster: Cluster) -> [String] {
    cluster.devices.map { "\($0.count) x \($0.name)" }
  }

  /// What a maker's table counts of two levels of switches.
  private struct Bill: Equatable {
    var leaves = 0
    var spines = 0
    var cablesDown = 0
    var cablesUp = 0

    init(leaves: Int, spines: Int, cablesDown: Int, cablesUp: Int) {
      self.leaves = leaves
      self.spines = spines
      self.cablesDown = cablesDown
      self.cablesUp = cablesUp
    }

    init(_ cluster: Cluster, cable: BitsPerSecond) {
      let names = cluster.nodes.name
      for name in names {
        if name.contains(".leaf") { leaves += 1 }
        if name.contains(".spine") { spines += 1 }
      }
      for link in 0..<cluster.links.count {
        let from = Int(cluster.links.from[link])
        let to = Int(cluster.links.to[link])
        guard names[to].contains(".leaf") || names[to].contains(".spine") else { continue }
        let cables = Int((cluster.links.rate[link] / cable).rounded())
        if cluster.nodes.kind[from] == .accelerator {
          cablesDown += cables
        } else if names[to].contains(".spine") {
          cablesUp += cables
        }
      }
    }
  }

  // Systems, leaves and spines in the tables of the two reference architectures. Of cables they count
  // as many from systems to leaves, and from leaves to spines, as there are GPUs.
  @Test(arguments: [
    ("dgx-b200-superpod", 64, 16, 8), ("dgx-b200-superpod", 128, 32, 16),
    ("dgx-b200-superpod", 256, 64, 32), ("dgx-b300-superpod", 72, 8, 4),
    ("dgx-b300-superpod", 144, 16, 8), ("dgx-b300-superpod", 288, 32, 18),
    ("dgx-b300-superpod", 576, 64, 36),
  ])
  func `a SuperPOD has the switches and cables of its maker's table`(
    name: String, systems: Int, leaves: Int, spines: Int
  ) throws {
    let gpus = 8 * systems
    let cluster = try Self.load(
      name, ["accelerator.count=\(gpus)", "domains[1].size=\(systems)"])
    let cable = BitsPerSecond.gigabitsPerSecond(name == "dgx-b200-superpod" ? 400 : 800)
    let expected = Bill(leaves: leaves, spines: spines, cablesDown: gpus, cablesUp: gpus)
    #expect(Bill(cluster, cable: cable) == expected)
  }

  @Test func `five units of DGX A100 are all that two levels hold`() throws {
    // 20 systems a unit, 8 leaves of 40 ports with 20 down and 20 up; a spine has a port for each leaf.
    for (systems, leaves) in [(80, 32), (100, 40)] {
      let cluster = try Self.load(
        "dgx-a100-superpod", ["accelerator.count=\(8 * systems)", "domains[1].size=\(systems)"])
      let expected = Bill(
        leaves: leaves, spines: 20, cablesDown: 8 * systems, cablesUp: 8 * systems)
      #expect(Bill(cluster, cable: .gigabitsPerSecond(200)) == expected)
    }
    let error = #expect(throws: (any Error).self) {
      try Self.load("dgx-a100-superpod", ["accelerator.count=960", "domains[1].size=120"])
    }
    #expect("\(error as Any)".contains("a third level would be needed"))
  }

  @Test func `a DGX A100 has 600 GB/s both ways a GPU over six NVSwitches`() throws {
    let cluster = try Self.load("dgx-a100-node")
    #expect(Self.devices(cluster) == ["6 x nvswitch-2 (nvlink)"])
    #expect(cluster.links.rate.allSatisfy { $0 == .gigabytesPerSecond(300) })
    // 96 links over chips of 36 ports need three.
    #expect(throws: (any Error).self) { try Self.load("dgx-a100-node", ["domains[0].switches=2"]) }
  }

  @Test func `the planes of DeepSeek-V3 are trees of 8 leaves and 4 spines`() throws {
    let cluster = try Self.load("deepseek-v3-h800")
    // NVLink 8 x 50 GB/s both ways; 256 NICs a plane over leaves of 32 down and 32 up.
    #expect(cluster.links.rate[0] == .gigabytesPerSecond(200))
    #expect(
      Self.devices(cluster) == [
        "1024 x nvswitch-3 (nvlink)", "2048 x connectx-7 (plane)", "96 x quantum-2 (plane)",
      ])
    let expected = Bill(leaves: 64, spines: 32, cablesDown: 2048, cablesUp: 2048)
    #expect(Bill(cluster, cable: .gigabitsPerSecond(400)) == expected)
    // The paper's largest: every plane ends 2,048 NICs, 32 x 64.
    let full = try Self.load(
      "deepseek-v3-h800", ["accelerator.count=16384", "domains[1].size=2048"])
    let whole = Bill(leaves: 8 * 64, spines: 8 * 32, cablesDown: 16384, cablesUp: 16384)
    #expect(Bill(full, cable: .gigabitsPerSecond(400)) == whole)
    #expect(throws: (any Error).self) {
      try Self.load("deepseek-v3-h800", ["accelerator.count=16392", "domains[1].size=2049"])
    }
  }

  @Test func `a node of Jean Zay has four links of 100 Gb/s and four cards`() throws {
    let cluster = try Self.load("jean-zay-bloom")
    let cards = try #require(cluster.devices.first { $0.name.hasPrefix("omni-path-hfi-half") })
    // Halves: 48 nodes of four cards, 7.4 W each.
    #expect(cards.count == 2 * 4 * 48)
    #expect((cards.power * Double(cards.count)).isClose(to: .watts(7.4 * 192), ulps: 4))
    let names = cluster.nodes.name
    var node = BitsPerSecond.zero
    for link in 0..<cluster.links.count where cluster.links.domain[link] == 1 {
      if cluster.links.from[link] < 8 { node = node + cluster.links.rate[link] }
    }
    #expect(node == .gigabitsPerSecond(400))
    // A cube of 16 switches: 16 x 4 directed links of 600 Gb/s, no pair of nodes more than 4 apart.
    #expect(names.count { $0.hasPrefix("omni-path.switch") } == 16)
    let expected = ClusterConformance.Expectation(
      diameter: 6, links: 2 * 384 + 2 * 384 + 16 * 4, bisection: .gigabitsPerSecond(8 * 600))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected, everyNth: 7) == [])
  }

  @Test func `a Trainium2 has 1,024 GB/s both ways in its server and 256 GB/s outside`() throws {
    let cluster = try Self.load("trainium2-ultraserver")
    var rates: [Int32: BitsPerSecond] = [:]
    for link in 0..<cluster.links.count where cluster.links.from[link] == 0 {
      rates[cluster.links.domain[link], default: .zero] =
        rates[cluster.links.domain[link], default: .zero] + cluster.links.rate[link]
    }
    #expect(rates == [0: .gigabytesPerSecond(512), 1: .gigabytesPerSecond(128)])
    // A torus of 4 x 4 x 4: two hops at most along each dimension.
    let expected = ClusterConformance.Expectation(
      diameter: 6, links: 64 * 6, bisection: .gigabytesPerSecond(2 * 16 * 64))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
  }

  @Test func `clusters of 64-port and 144-port switches need no third level`() throws {
    let amd = try Self.load("mi300x-1024")
    #expect(
      Bill(amd, cable: .gigabitsPerSecond(400))
        == Bill(leaves: 32, spines: 16, cablesDown: 1024, cablesUp: 1024))
    let azure = try Self.load("azure-nd-gb300")
    #expect(
      Bill(azure, cable: .gigabitsPerSecond(800))
        == Bill(leaves: 64, spines: 36, cablesDown: 4608, cablesUp: 4608))
    #expect(azure.devices.first?.count == 64 * 18)
  }

  @Test func `electrical pods differ from the photonic one in reach and rate`() throws {
    let pod = try Self.load("copper-144-pod")
    // 144 x 14.4 Tb/s over chips of 115.2 Tb/s.
    #expect(Self.devices(pod) == ["18 x electrical-scale-up-144 (copper)"])
    #expect(pod.links.rate.allSatisfy { $0 == .terabitsPerSecond(14.4) })
    let four = try Self.load("copper-4x128")
    let photonic = try Self.load("photonic-512-pod")
    #expect(four.accelerators.power == photonic.accelerators.power)
    #expect(four.powerUsageEffectiveness == photonic.powerUsageEffectiveness)
    #expect(
      Self.devices(four) == [
        "64 x electrical-scale-up-144 (copper)", "1024 x connectx-8 (scale-out)",
        "23 x quantum-x800 (scale-out)",
      ])
    // Two racks are more than copper spans.
    #expect(throws: (any Error).self) { try Self.load("copper-144-pod", ["domains[0].length=2 m"]) }
  }
}
