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

  /// What a maker's table counts of levels of switches.
  private struct Bill: Equatable {
    var leaves = 0
    var spines = 0
    var cablesDown = 0
    var cablesUp = 0
    /// A third level.
    var cores = 0
    var cablesToCores = 0

    init(
      leaves: Int, spines: Int, cablesDown: Int, cablesUp: Int, cores: Int = 0,
      cablesToCores: Int = 0
    ) {
      self.leaves = leaves
      self.spines = spines
      self.cablesDown = cablesDown
      self.cablesUp = cablesUp
      self.cores = cores
      self.cablesToCores = cablesToCores
    }

    init(_ cluster: Cluster, cable: BitsPerSecond) {
      let names = cluster.nodes.name
      for name in names {
        if name.contains(".leaf") { leaves += 1 }
        if name.contains(".spine") { spines += 1 }
        if name.contains(".core") { cores += 1 }
      }
      for link in 0..<cluster.links.count {
        let from = Int(cluster.links.from[link])
        let to = Int(cluster.links.to[link])
        let cables = Int((cluster.links.rate[link] / cable).rounded())
        if cluster.nodes.kind[from] == .accelerator, names[to].contains(".leaf") {
          cablesDown += cables
        }
        if names[from].contains(".leaf"), names[to].contains(".spine") { cablesUp += cables }
        if names[from].contains(".spine"), names[to].contains(".core") { cablesToCores += cables }
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

  // The same tables for three levels: systems, then leaves, spines and cores of dgx-b200-superpod.
  @Test(arguments: [(512, 4, 128, 128, 64), (1024, 8, 256, 256, 128), (2048, 16, 512, 512, 256)])
  func `larger SuperPODs have the leaves, spines and cores of the table`(
    systems: Int, pods: Int, leaves: Int, spines: Int, cores: Int
  ) throws {
    let cluster = try Self.load(
      "dgx-b200-superpod",
      [
        "accelerator.count=\(8 * systems)", "domains[1].size=\(systems)", "domains[1].tiers=3",
        "domains[1].pods=\(pods)",
      ])
    let gpus = 8 * systems
    let expected = Bill(
      leaves: leaves, spines: spines, cablesDown: gpus, cablesUp: gpus, cores: cores,
      cablesToCores: gpus)
    #expect(Bill(cluster, cable: .gigabitsPerSecond(400)) == expected)
  }

  @Test func `a pod of HPN has 15 segments of 1,024 GPUs under 60 spines a plane`() throws {
    let cluster = try Self.load("alibaba-hpn-pod")
    let bill = Bill(cluster, cable: .gigabitsPerSecond(200))
    // Two planes stand as one: 8 rails x 15 leaves, 60 spines; 240 ports of 200 Gb/s up a pair, which
    // are 60 of 400 Gb/s of each leaf.
    let expected = Bill(leaves: 120, spines: 60, cablesDown: 2 * 15_360, cablesUp: 120 * 240)
    #expect(bill == expected)
  }

  @Test func `CloudMatrix384 has 48 boards of seven switches and 16 times seven between`() throws {
    let cluster = try Self.load("cloudmatrix-384")
    #expect(
      Self.devices(cluster) == [
        "48 x ub-board-switch (unified-bus)", "16 x ub-rack-switch (unified-bus)",
      ])
    // 392 GB/s a package, and as much up from a board of eight as its NPUs send.
    #expect(cluster.links.rate[0] == .gigabytesPerSecond(392))
    let expected = Bill(leaves: 48, spines: 16, cablesDown: 384 * 14, cablesUp: 384 * 14)
    #expect(Bill(cluster, cable: .gigabytesPerSecond(28)) == expected)
  }

  @Test func `the Llama 3 cluster has a switch a rack and a seventh above its pods`() throws {
    let cluster = try Self.load("llama3-24k")
    #expect(cluster.nodes.name.count { $0.contains(".leaf") } == 8 * 192)
    var rack = 0
    var pod = BitsPerSecond.zero
    let names = cluster.nodes.name
    for link in 0..<cluster.links.count where cluster.links.domain[link] == 1 {
      let to = names[Int(cluster.links.to[link])]
      let from = cluster.nodes.kind[Int(cluster.links.from[link])]
      if to == "scale-out.leaf0", from == .accelerator { rack += 1 }
      if to.contains(".core") { pod = pod + cluster.links.rate[link] }
    }
    #expect(rack == 16)
    // A seventh of 3,072 x 400 Gb/s a pod, rounded up to whole links of each of its eight spines.
    #expect(pod == .gigabitsPerSecond(8 * 8 * 55 * 400))
    #expect(pod / 8 >= .gigabitsPerSecond(3072 * 400.0 / 7))
  }

  @Test func `MegaScale puts 64 servers on the same leaves and blocks nothing`() throws {
    let cluster = try Self.load("megascale-12288")
    let expected = Bill(
      leaves: 192, spines: 192, cablesDown: 12_288, cablesUp: 12_288, cores: 128,
      cablesToCores: 12_288)
    #expect(Bill(cluster, cable: .gigabitsPerSecond(200)) == expected)
    #expect(cluster.devices.last?.count == 192 + 192 + 128)
  }

  @Test func `a group of Frontier sends 57 % of what it can inject to other groups`() throws {
    let cluster = try Self.load("frontier")
    let names = cluster.nodes.name
    let group = { (name: String) -> Int? in
      name.contains(".router") ? Int(name.split(separator: "r").last ?? "").map { $0 / 32 } : nil
    }
    var out = BitsPerSecond.zero
    var injected = BitsPerSecond.zero
    for link in 0..<cluster.links.count where cluster.links.domain[link] == 1 {
      let from = group(names[Int(cluster.links.from[link])])
      let to = group(names[Int(cluster.links.to[link])])
      if from == 0, let to, to != 0 { out = out + cluster.links.rate[link] }
      if from == nil, to == 0 { injected = injected + cluster.links.rate[link] }
    }
    // 73 other groups x 4 links, over 512 NICs.
    #expect(out == .gigabitsPerSecond(73 * 4 * 200))
    #expect(injected == .gigabitsPerSecond(512 * 200))
    #expect(cluster.devices.last?.count == 2368)
  }

  @Test func `a pod of TPU v4 has 48 circuit switches and 96 optical links a cube`() throws {
    let cluster = try Self.load("tpu-v4-pod")
    #expect(Self.devices(cluster) == ["48 x palomar (ici)"])
    let optical = cluster.links.technology.count { cluster.links.technologies[Int($0)].isOptical }
    // Both ends of a fibre are counted by the cubes, and both directions by the links.
    #expect(optical == 64 * 96)
    #expect(cluster.links.count == 4096 * 6)
    // 140 cubes have 280 ends at a place of the faces: three switches of 136 ports each.
    let next = try Self.load("tpu-v5p-pod")
    #expect(next.accelerators.count == 140 * 64)
    #expect(Self.devices(next) == ["144 x palomar (ici)"])
  }

  @Test func `electrical pods differ from the photonic one in reach and rate`() throws {
    let pod = try Self.load("copper-144-pod")
    // 144 x 14.4 Tb/s over chips of 115.2 Tb/s.
    #expect(Self.devices(pod) == ["18 x electrical-scale-up-144 (copper)"])
    #expect(pod.links.rate.allSatisfy { $0 == .terabitsPerSecond(14.4) })
    let four = try Self.load("copper-4x128")
    let photonic = try Self.load("photonic-512-pod")
    #expect(four.accelerators.groups[0].power == photonic.accelerators.groups[0].power)
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
