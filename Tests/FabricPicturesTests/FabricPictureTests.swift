// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Foundation
import Quantities
import Technologies
import TestSupport
import Testing

@testable import FabricPictures

@Suite struct FabricPictureTests {
  private static let topologies = [
    "dgx-h100-node", "dgx-h100-pod", "gb200-nvl72", "photonic-512-pod", "rail-only-4096",
  ]

  private func cluster(_ name: String) throws -> Cluster {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    return try ClusterFile.load(
      path: PackageRoot.path("topologies/\(name).yaml"), catalogue: catalogue
    ).cluster
  }

  private func uniform(_ topology: UniformTopology, _ ranks: Int) throws -> Cluster {
    try Cluster.uniform(
      topology, ranks: ranks, rate: .gigabitsPerSecond(100), latency: .nanoseconds(10))
  }

  /// Whether every element that begins ends where it should. Readers of other people hold pictures to
  /// the rest of XML.
  private func isBalanced(_ text: String) -> Bool {
    var open: [Substring] = []
    for match in text.matches(of: /<(\/?)([a-z]+)([^<>]*?)(\/?)>/) {
      if !match.1.isEmpty {
        guard open.popLast() == match.2 else { return false }
      } else if match.4.isEmpty {
        open.append(match.2)
      }
    }
    return open.isEmpty
  }

  @Test(arguments: topologies)
  func `every node is in one box and every link in a bundle or inside a box`(name: String) throws {
    let cluster = try cluster(name)
    let picture = FabricPicture(of: cluster)
    let shown = picture.boxes.flatMap(\.nodes).sorted()
    #expect(shown == (0..<Int32(cluster.nodes.count)).map { $0 })
    let inBundles = picture.bundles.reduce(0) { $0 + $1.forward + $1.backward }
    #expect(inBundles + picture.hiddenLinks == cluster.links.count)
    #expect(picture.bundles.allSatisfy { $0.a != $0.b && picture.boxes.indices.contains($0.b) })
  }

  @Test(arguments: topologies)
  func `a picture is well-formed, and the same every time`(name: String) throws {
    let cluster = try cluster(name)
    let svg = FabricPicture(of: cluster).svg
    #expect(isBalanced(svg))
    #expect(svg == FabricPicture(of: cluster).svg)
    // Every line names two boxes that are there.
    for match in svg.matches(of: /data-from="(box\d+)" data-to="(box\d+)"/) {
      #expect(svg.contains("id=\"\(match.1)\""))
      #expect(svg.contains("id=\"\(match.2)\""))
    }
  }

  @Test func `the pod's counts are those of its file`() throws {
    // 512 boards in 64 servers with a switch each, 16 leaves and 8 spines; a link of each board to
    // its server's switch, and one to its leaf; 16 x 8 from leaves to spines.
    let counts = FabricCounts(try cluster("dgx-h100-pod"))
    #expect(counts.rows.map(\.count) == [512, 64 + 16 + 8, 512, 512, 512 + 16 * 8])
    // 512 x 18 x 25 GB/s, and 512 x 400 Gb/s.
    #expect(counts.injection.contains("2.048 Pb/s (nvlink 1.843 Pb/s, scale-out 204.8 Tb/s)"))
    let svg = FabricPicture(of: try cluster("dgx-h100-pod")).svg
    #expect(svg.contains(">640</text>"))
    #expect(svg.contains("class=\"light light0\"") && svg.contains("class=\"copper copper0\""))
  }

  @Test func `of many accelerators the first two and the last are drawn`() throws {
    let picture = FabricPicture(of: try cluster("gb200-nvl72"))
    #expect(
      picture.boxes.filter { $0.kind == .accelerator }.map(\.label) == ["0", "1", "71"])
    #expect(picture.boxes.contains { $0.kind == .rest(count: 69) && $0.nodes.count == 69 })
    #expect(picture.bundles.map(\.count).sorted() == [1, 1, 1, 69])
  }

  @Test(arguments: topologies)
  func `no row has more than sixty boxes, and no two boxes overlap`(name: String) throws {
    let boxes = FabricPicture(of: try cluster(name)).boxes.filter { $0.kind != .group }
    for (_, row) in Dictionary(grouping: boxes, by: \.y) { #expect(row.count <= 60) }
    for (place, a) in boxes.enumerated() {
      for b in boxes[(place + 1)...] {
        let isBeside = a.right <= b.x || b.right <= a.x
        let isAbove = a.bottom <= b.y || b.bottom <= a.y
        #expect(isBeside || isAbove, "\(a.title) and \(b.title)")
      }
    }
  }

  @Test func `a ring stands around a circle`() throws {
    let boxes = FabricPicture(of: try uniform(.ring, 8)).boxes.filter { $0.kind == .accelerator }
    #expect(boxes.count == 8)
    let middleX = boxes.map(\.centre.x).reduce(0, +) / 8
    let middleY = boxes.map(\.centre.y).reduce(0, +) / 8
    let distances = boxes.map { box -> Double in
      let x = box.centre.x - middleX
      let y = box.centre.y - middleY
      return (x * x + y * y).squareRoot()
    }
    // A thousandth of a pixel is rounding.
    #expect(distances.allSatisfy { abs($0 - distances[0]) < 1e-3 })
  }

  @Test func `a full mesh of eight has a line a pair`() throws {
    let picture = FabricPicture(of: try uniform(.fullMesh, 8))
    #expect(picture.bundles.count == 8 * 7 / 2)
    #expect(picture.bundles.allSatisfy { $0.label == "1 × 100 Gb/s" })
  }

  @Test func `a hint makes a grid of what its links alone do not tell`() throws {
    var cluster = try uniform(.fullMesh, 12)
    cluster.layouts = [.grid(extents: [4, 3])]
    let boxes = FabricPicture(of: cluster).boxes.filter { $0.kind == .accelerator }
    #expect(Set(boxes.map(\.x)).count == 4)
    #expect(Set(boxes.map(\.y)).count == 3)
  }

  @Test func `accelerators have the colour of their replica, and a team has an outline`() throws {
    // Ranks 0 to 3 on accelerators 0 to 3: two of tp, then two of dp.
    let places: [Int32] = [0, 1, 0, 1]
    let seating = Seating(
      name: "work", rankOfAccelerator: [0, 1, 2, 3],
      axes: [
        .init(name: "tp", groupOfAccelerator: [0, 0, 1, 1], placeOfAccelerator: places),
        .init(name: "dp", groupOfAccelerator: places, placeOfAccelerator: [0, 0, 1, 1]),
      ])
    #expect((0..<4).map { seating.shade(of: $0) } == [0, 0, 1, 1])
    #expect(seating.description(of: 2) == "rank 2, tp 0, dp 1")
    let svg = FabricPicture(of: try uniform(.packetSwitch, 4), seating: seating).svg
    #expect(svg.components(separatedBy: "class=\"team\"").count - 1 == 2)
    #expect(isBalanced(svg))
  }
}
