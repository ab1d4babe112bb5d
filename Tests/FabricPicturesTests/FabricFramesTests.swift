// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Technologies
import TestSupport
import Testing

@testable import FabricPictures

/// Frames around what belongs together, of clusters of many shapes.
@Suite struct FabricFramesTests {
  private static let topologies = [
    "azure-nd-gb300", "deepseek-v3-h800", "dgx-a100-superpod", "dojo-tray", "eos", "hyperx-512",
    "jean-zay-bloom", "mi300x-1024", "mixed-h100-a100", "mixnet-1024", "perlmutter-gpu",
    "sip-ring-16", "topoopt-testbed", "tpu-v4-cube", "tpu-v4-pod", "tpu-v4-twisted-slice",
    "trainium2-ultraserver",
  ]

  private static func picture(_ name: String, _ overrides: [String] = []) throws -> FabricPicture {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    return FabricPicture(
      of: try ClusterFile.load(
        path: PackageRoot.path("topologies/\(name).yaml"), overrides: overrides,
        catalogue: catalogue
      ).cluster)
  }

  @Test(arguments: topologies)
  func `what is in a frame lies in it, and nothing beside it does`(name: String) throws {
    let boxes = try Self.picture(name).boxes
    for (index, box) in boxes.enumerated() {
      guard let parent = box.parent.map({ boxes[$0] }) else { continue }
      // Sums of a few dozen widths: a millionth of a pixel is rounding.
      #expect(
        box.x >= parent.x - 1e-6 && box.right <= parent.right + 1e-6 && box.y >= parent.y - 1e-6
          && box.bottom <= parent.bottom + 1e-6, "\(box.title) in \(parent.title)")
      for other in boxes[(index + 1)...] where other.parent == box.parent {
        let isBeside = box.right <= other.x + 1e-6 || other.right <= box.x + 1e-6
        let isAbove = box.bottom <= other.y + 1e-6 || other.bottom <= box.y + 1e-6
        #expect(isBeside || isAbove, "\(box.title) and \(other.title)")
      }
    }
  }

  @Test(arguments: topologies)
  func `every picture shows an accelerator, stays in its width and says its links`(
    name: String
  ) throws {
    let picture = try Self.picture(name)
    #expect(picture.boxes.contains { $0.kind == .accelerator })
    #expect((picture.boxes.map(\.right).max() ?? 0) <= FabricPicture.width - FabricPicture.margin)
    let inBundles = picture.bundles.reduce(0) { $0 + $1.forward + $1.backward }
    #expect(inBundles + picture.hiddenLinks == picture.cluster.links.count)
  }

  @Test func `groups of a dragonfly with spines stand around a circle`() throws {
    // Five groups of three leaves and four spines, two nodes of four on a leaf.
    let picture = try Self.picture(
      "jupiter-booster",
      [
        "accelerator.count=120", "domains[1].groups=5", "domains[1].leaves=3",
        "domains[1].spines=4", "domains[1].terminals=2", "domains[1].local_links=1",
        "domains[1].global_links=2",
      ])
    let groups = picture.boxes.filter { $0.parent == 0 }
    #expect(picture.boxes[0].isDirect && picture.boxes[0].nodes.isEmpty)
    #expect(groups.count == 5)
    #expect(groups.allSatisfy { $0.label.hasPrefix("group ") })
    // Two links between every two groups: 4 x 2 ports over four others.
    let between = picture.bundles.filter {
      picture.boxes[$0.a].parent == 0 && picture.boxes[$0.b].parent == 0
    }
    #expect(between.count == 10 && between.allSatisfy { $0.count == 2 })
  }

  @Test func `servers of two kinds have frames of their own domains`() throws {
    let picture = try Self.picture("mixed-h100-a100")
    let labels = picture.boxes.map(\.label)
    #expect(labels.contains { $0.hasPrefix("nvlink4 0") })
    #expect(labels.contains { $0.hasPrefix("nvlink3 0") || $0.hasPrefix("nvlink3 8") })
    // No frame holds one frame and nothing else.
    for (index, box) in picture.boxes.enumerated() where box.kind == .group && !box.label.isEmpty {
      let inside = picture.boxes.filter { $0.parent == index }
      #expect(inside.count > 1 || inside.first?.kind != .group, "\(box.title)")
    }
  }

  @Test func `blocks of a mesh are frames, and what leaves them is another bundle`() throws {
    let picture = try Self.picture("dojo-tray")
    let blocks = picture.boxes.filter { $0.label.hasPrefix("block ") }
    #expect(blocks.count == 6)
    let edges = picture.bundles.filter { $0.label == "5 × 7.2 Tb/s" }
    // Three by two tiles: 2 x 2 + 3 edges.
    #expect(edges.count == 7)
  }

  @Test func `a server is drawn inside the grid of switches that its shape tells`() throws {
    // Eight by eight switches, a server of eight on each.
    let picture = try Self.picture("hyperx-512")
    let frames = picture.boxes.filter { $0.kind == .group && $0.label.hasPrefix("nvlink") }
    #expect(Set(frames.map(\.x)).count == 3 && Set(frames.map(\.y)).count == 3)
    // What is left out is as high as its row: links around it meet it where they meet the others.
    let rest = picture.boxes.filter { box in
      if case .rest(let count) = box.kind {
        count == 5 && box.parent == frames[0].parent
      } else {
        false
      }
    }
    #expect(rest.count == 6)
    #expect(rest.filter { $0.y == frames[0].y }.map(\.height) == [frames[0].height])
  }
}
