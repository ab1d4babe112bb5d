// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct TopologyFileTests {
  private static let runsLong = ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil

  private static func load(_ file: String, _ overrides: [String] = []) throws -> LoadedCluster {
    try ClusterFile.load(
      path: PackageRoot.path("topologies") + "/" + file, overrides: overrides,
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")]))
  }

  private static func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: PackageRoot.path("topologies"))
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func `every file of the folder is a sound cluster`() throws {
    let files = try Self.files()
    #expect(files.count >= 4)
    for file in files {
      let cluster = try Self.load(file).cluster
      #expect(cluster.name + ".yaml" == file)
      // Walking a hundred thousand links takes minutes; `MachineFileTests` counts those of such files.
      if cluster.accelerators.count > 5000, !Self.runsLong { continue }
      // Every seventh pair of a big one, fewer of a bigger: rails, leaves and groups repeat, and no
      // stride divides their sizes.
      let stride = [1: 1, 100: 7, 1000: 331, 2500: 10_007, 10_000: 1_000_003]
        .filter { $0.key < cluster.accelerators.count }.map(\.value).max()
      // Of a rail-only cluster no way joins two rails of different servers.
      let joins: (Int, Int) -> Bool =
        file.hasPrefix("rail-only") ? { $0 / 8 == $1 / 8 || $0 % 8 == $1 % 8 } : { _, _ in true }
      #expect(
        ClusterConformance.violations(of: cluster, everyNth: stride ?? 1, joining: joins) == [],
        "\(file)")
    }
  }

  @Test func `the DGX pod is that of its maker's reference architecture`() throws {
    let loaded = try Self.load("dgx-h100-pod.yaml")
    let cluster = loaded.cluster
    #expect(
      cluster.devices.map { "\($0.count) x \($0.name)" } == [
        "256 x nvswitch-3 (nvlink)", "512 x connectx-7 (scale-out)", "24 x quantum-2 (scale-out)",
      ])
    // NVLink 2 x 512, to the leaves 2 x 512, 16 leaves to 8 spines 2 x 128. Halves cut the tree at
    // 256 x 400 Gb/s: no oversubscription.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 1024 + 1024 + 256, bisection: .gigabitsPerSecond(256 * 400))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected, everyNth: 61) == [])
    #expect(cluster.links.rate[0] == .gigabytesPerSecond(450))
    // Both ends' powers have NVLink's SerDes in them.
    #expect(cluster.links.dynamicEnergy[0] == .zero)
    // A 9 W module at each end of 1,024 fibre pairs: 512 to leaves, 16 x 32 up.
    let optics = cluster.links.staticPower.reduce(Watts.zero, +)
    #expect(optics.isClose(to: .watts(9 * 2 * (512 + 512)), ulps: 64))
    #expect(cluster.inNetworkReduction.map { $0?.way } == [.reads, nil])
  }

  @Test func `the rail-only pod has one switch a rail`() throws {
    let cluster = try Self.load("rail-only-4096.yaml").cluster
    #expect(
      cluster.devices.map { "\($0.count) x \($0.name)" } == [
        "2048 x nvswitch-3 (nvlink)", "4096 x connectx-7 (rail)", "8 x tomahawk-6 (rail)",
      ])
    #expect(cluster.links.count == 2 * 4096 + 2 * 4096)
  }

  @Test func `its rails grow into trees of their own`() throws {
    // 2,048 a rail: 8 leaves of 256 down and 256 up, 4 spines, 64 links from a leaf to a spine.
    let cluster = try Self.load(
      "rail-only-4096.yaml", ["accelerator.count=16384", "domains[1].size=2048"]
    ).cluster
    #expect(cluster.devices.map(\.count) == [4 * 2048, 16384, 8 * (8 + 4)])
    #expect(cluster.links.count == 4 * 16384 + 8 * 2 * 8 * 4)
    #expect(cluster.links.rate.max() == .gigabitsPerSecond(64 * 200))
  }

  @Test func `the photonic pod differs from it in the fabric alone`() throws {
    let electric = try Self.load("dgx-h100-pod.yaml").cluster
    let photonic = try Self.load("photonic-512-pod.yaml").cluster
    #expect(electric.accelerators.name == photonic.accelerators.name)
    #expect(electric.accelerators.groups[0].power == photonic.accelerators.groups[0].power)
    #expect(electric.powerUsageEffectiveness == photonic.powerUsageEffectiveness)
    let expected = ClusterConformance.Expectation(
      diameter: 2, links: 1024, bisection: .terabitsPerSecond(256 * 32))
    #expect(ClusterConformance.violations(of: photonic, expecting: expected, everyNth: 61) == [])
    // 512 x 32 Tb/s over packages of 200 Tb/s.
    #expect(photonic.devices.map(\.count) == [82])
    // 0.62 for moving a bit, and half of the 0.25 pJ/bit of the interface that only the
    // accelerator's end adds: the switch's power has its own.
    let energy = JoulesPerBit.picojoulesPerBit(0.62 + 0.125)
    #expect(photonic.links.dynamicEnergy.allSatisfy { $0.isClose(to: energy, ulps: 4) })
    #expect(photonic.links.staticPower.allSatisfy { $0.isClose(to: .watts(79.36), ulps: 4) })
    #expect(photonic.links.technologies.map(\.isOptical) == [true])
  }

  @Test func `a bandwidth override changes rates and powers and nothing else`() throws {
    let plain = try Self.load("photonic-512-pod.yaml").cluster
    let slow = try Self.load(
      "photonic-512-pod.yaml", ["domains[0].link.bandwidth=3.2 Tb/s"]
    ).cluster
    #expect(slow.links.rate.allSatisfy { $0 == .terabitsPerSecond(3.2) })
    #expect(slow.links.staticPower.allSatisfy { $0.isClose(to: .watts(7.936), ulps: 8) })
    #expect(slow.links.latency == plain.links.latency)
    #expect(slow.links.dynamicEnergy == plain.links.dynamicEnergy)
    #expect(slow.devices.map(\.count) == [9])
  }

  @Test func `weak figures are named`() throws {
    let notes = try Self.load("dgx-h100-pod.yaml").notes
    #expect(
      notes.contains { $0.hasPrefix("nvswitch-3.power = 128 W (102.4 W to 192 W) is grade M") })
    #expect(notes.contains { $0.hasPrefix("h100-sxm.power.waiting = 250 W (150 W to 400 W)") })
  }
}
