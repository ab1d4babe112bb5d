// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import Technologies
import TestSupport
import Testing

/// The clusters of `topologies/graphs`.
@Suite struct ExampleGraphTests {
  private static let folder = PackageRoot.path("topologies/graphs")

  private static func load(_ name: String) throws -> LoadedCluster {
    try ClusterFile.load(
      path: "\(folder)/\(name).yaml",
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")]))
  }

  @Test func `every file of the folder is a sound cluster of its name`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }
    #expect(names.count >= 3)
    for name in names {
      let cluster = try Self.load(name).cluster
      #expect(cluster.name == name)
      #expect(ClusterConformance.violations(of: cluster) == [], "\(name)")
    }
  }

  @Test func `a DGX-1 is a cube with the diagonals of two faces, and six links a GPU`() throws {
    let cluster = try Self.load("dgx-1-v100").cluster
    // 12 edges and 4 diagonals. The first four of the ring are joined to the others by four edges of
    // 2, 2, 1 and 1 links of 25 GB/s.
    let expected = ClusterConformance.Expectation(
      diameter: 2, links: 2 * 16, bisection: .gigabytesPerSecond(150))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
    for gpu in Int32(0)..<8 {
      let leaving = cluster.links.from.indices.filter { cluster.links.from[$0] == gpu }
      #expect(leaving.count == 4)
      let rate = leaving.reduce(BitsPerSecond.zero) { $0 + cluster.links.rate[$1] }
      #expect(rate.isClose(to: .gigabytesPerSecond(6 * 25), ulps: 4))
      // The next along the ring is a neighbour.
      #expect(leaving.contains { cluster.links.to[$0] == (gpu + 1) % 8 })
    }
    #expect(cluster.nodes.name == [0, 1, 2, 3, 7, 6, 5, 4].map { "gpu\($0)" })
  }

  @Test func `what NCCL says of an HGX H100 is the server of the topology by shape`() throws {
    let server = try Self.load("hgx-h100-nccl").cluster
    let shape = try ClusterFile.load(
      path: PackageRoot.path("topologies/dgx-h100-node.yaml"),
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    ).cluster
    #expect(
      server.devices.map { "\($0.count) x \($0.name)" }.sorted() == [
        "2 x xeon-8480c", "4 x nvswitch-3", "8 x connectx-7", "8 x pex-89144",
      ])
    #expect(server.domains == ["nvlink4", "pcie5-x16", "upi-2"])
    // Eight GPUs to NVSwitches; eight GPUs, NICs and switches to what is above them; two processors.
    #expect(server.links.count == 2 * (8 + 3 * 8 + 1))
    #expect(server.links.rate.last?.isClose(to: .gigabytesPerSecond(144), ulps: 2) == true)
    var ways = Router(server)
    var shapeWays = Router(shape)
    for gpu in 1..<8 {
      let way = try ways.route(from: GPUID(0), to: GPUID(gpu))
      let other = try shapeWays.route(from: GPUID(0), to: GPUID(gpu))
      #expect(way.hops.count == 2 && other.hops.count == 2)
      for (hop, same) in zip(way.hops, other.hops) {
        #expect(
          server.links.rate[Int(hop.link.rawValue)] == shape.links.rate[Int(same.link.rawValue)])
      }
      // The shape's cable is longer: it gives none, and its rack is 1.2 m.
      #expect(way.latency < other.latency && way.overhead == other.overhead)
    }
  }

  @Test func `two MI300X servers meet at the switch alone`() throws {
    let cluster = try Self.load("two-mi300x").cluster
    // 28 pairs a server; NICs to accelerators and to the switch.
    let expected = ClusterConformance.Expectation(
      diameter: 4, links: 2 * (2 * 28 + 16 + 16), bisection: .gigabitsPerSecond(8 * 400))
    #expect(ClusterConformance.violations(of: cluster, expecting: expected) == [])
    #expect(
      cluster.devices.map { "\($0.count) x \($0.name)" } == ["16 x connectx-7", "1 x tomahawk-5"])
    var router = Router(cluster)
    #expect(try router.route(from: GPUID(0), to: GPUID(7)).hops.count == 1)
    #expect(try router.route(from: GPUID(0), to: GPUID(8)).hops.count == 4)
  }
}
