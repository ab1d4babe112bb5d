// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Technologies
import TestSupport

/// Clusters put together from files, with technologies of round numbers and switches of 8 ports.
struct FileFabrics {
  private let folder: ScratchFolder
  private let catalogue: TechnologyCatalogue

  init() throws {
    folder = try ScratchFolder()
    try folder.write("accelerators/board.yaml", RoundRecords.board(includes: "[core]"))
    try folder.write("accelerators/slab.yaml", RoundRecords.slab(includes: "[core]"))
    try folder.write("switches/hub.yaml", RoundRecords.hub(includes: "[switch-core]"))
    try folder.write(
      "links/wire.yaml",
      """
      name: wire
      title: a wire
      medium: copper
      rate: {value: 100 Gb/s, grade: A, source: a test}
      latency: [{value: 30 ns, grade: A, source: a test}]
      latency_per_end: [{value: 10 ns, grade: A, source: a test}]
      propagation: {value: 5 ns/m, grade: A, source: a test}
      reach: {value: 10 m, grade: A, source: a test}
      message_overhead: {value: 1 us, grade: A, source: a test}
      energy: [{value: 6 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
      """)
    try folder.write("facility.yaml", "pue: {value: 1.5, grade: A, source: a survey}\n")
    catalogue = try TechnologyCatalogue(folders: [folder.path])
  }

  /// The clusters, by what is written in their files.
  static let all: [(name: String, text: String)] =
    uniform.map { one in
      let domains = one.domains.map { "  - " + $0 }.joined(separator: "\n")
      return (
        one.name, "accelerator: {kind: board, count: \(one.count)}\ndomains:\n\(domains)\n"
      )
    } + [("four and six of two kinds", fourAndSix)]

  private static let fourAndSix = """
    groups:
      - accelerator: {kind: board, count: 4}
        domains:
          - {name: in, shape: switch, size: 4, link: wire, count: 2, switch: hub, length: 1 m}
      - accelerator: {kind: slab, count: 6}
        domains:
          - {name: near, shape: full-mesh, size: 3, link: wire, count: 1, length: 1 m}
    domains:
      - {name: out, shape: fat-tree, size: 10, link: wire, count: 1, switch: hub, length: 2 m}

    """

  /// Domains of a cluster of one kind, innermost first, as they are written in its file.
  private static let uniform: [(name: String, count: Int, domains: [String])] = [
    (
      "torus", 16,
      ["{name: out, shape: torus, dimensions: [4, 4], link: wire, count: 1, length: 1 m}"]
    ),
    (
      "twisted torus", 8,
      [
        "{name: out, shape: twisted-torus, dimensions: [4, 2], twist: [{around: 1, shifts: 0, by: 2}], link: wire, count: 1, length: 1 m}"
      ]
    ),
    (
      "mesh of switched pairs", 12,
      [
        "{name: in, shape: switch, size: 2, link: wire, count: 1, switch: hub, length: 1 m}",
        "{name: out, shape: mesh, dimensions: [3, 2], link: wire, count: 1, length: 1 m}",
      ]
    ),
    ("hypercube", 8, ["{name: out, shape: hypercube, size: 8, link: wire, count: 1, length: 1 m}"]),
    (
      "hyperx", 16,
      [
        "{name: out, shape: hyperx, dimensions: [2, 4], terminals: 2, link: wire, count: 1, switch: hub, length: 1 m}"
      ]
    ),
    (
      "tree of three tiers", 16,
      [
        "{name: out, shape: fat-tree, size: 16, tiers: 3, pods: 2, oversubscription: [1, 2], link: wire, count: 1, switch: hub, length: 1 m}"
      ]
    ),
    (
      "tree of three tiers in four pods", 32,
      [
        "{name: out, shape: fat-tree, size: 32, tiers: 3, pods: 4, oversubscription: [1, 2], link: wire, count: 1, switch: hub, length: 1 m}"
      ]
    ),
    (
      "rails of three tiers", 16,
      [
        "{name: in, shape: switch, size: 2, link: wire, count: 1, switch: hub, length: 1 m}",
        "{name: out, shape: rail-fat-tree, size: 8, tiers: 3, pods: 2, oversubscription: [1, 2], link: wire, count: 1, switch: hub, length: 2 m}",
      ]
    ),
    (
      "dragonfly", 24,
      [
        "{name: out, shape: dragonfly, groups: 4, routers: 3, terminals: 2, global_links: 1, link: wire, count: 1, switch: hub, length: 1 m}"
      ]
    ),
    (
      "dragonfly of leaves and spines", 12,
      [
        "{name: out, shape: dragonfly-plus, groups: 3, leaves: 2, spines: 2, terminals: 2, global_links: 1, link: wire, count: 1, switch: hub, length: 1 m}"
      ]
    ),
    (
      "blocks and trunks", 16,
      [
        "{name: out, shape: torus, dimensions: [4, 4], blocks: [2, 4], trunk_length: 3 m, link: wire, count: 1, length: 1 m}"
      ]
    ),
    (
      "direct connection", 12,
      ["{name: out, shape: direct-connect, size: 12, degree: 4, link: wire, count: 1, length: 1 m}"]
    ),
    (
      "regional circuits", 16,
      [
        "{name: in, shape: switch, size: 2, link: wire, count: 1, switch: hub, length: 1 m}",
        "{name: region, shape: regional-circuits, size: 4, circuits: 3, link: wire, count: 1, length: 1 m}",
        "{name: out, shape: fat-tree, size: 2, link: wire, count: 1, switch: hub, length: 2 m}",
      ]
    ),
    (
      "wavelengths around a ring", 7,
      ["{name: out, shape: wdm-ring, size: 7, wavelengths: 8, link: wire, count: 1, length: 1 m}"]
    ),
    (
      "hashed tree", 16,
      [
        "{name: out, shape: fat-tree, size: 16, link: wire, count: 1, switch: hub, length: 1 m, routing: ecmp}"
      ]
    ),
    (
      "torus by way of everyone", 9,
      [
        "{name: out, shape: torus, dimensions: [3, 3], link: wire, count: 1, length: 1 m, routing: valiant}"
      ]
    ),
    (
      "aligned rails", 16,
      [
        "{name: in, shape: full-mesh, size: 2, link: wire, count: 1, length: 1 m}",
        "{name: out, shape: rail-only, size: 8, link: wire, count: 1, switch: hub, length: 2 m, routing: rail-aligned}",
      ]
    ),
    (
      "fat-tree", 16,
      ["{name: out, shape: fat-tree, size: 16, link: wire, count: 1, switch: hub, length: 1 m}"]
    ),
    (
      "uneven leaves", 14,
      ["{name: out, shape: fat-tree, size: 14, link: wire, count: 1, switch: hub, length: 1 m}"]
    ),
    (
      "oversubscribed", 18,
      [
        "{name: out, shape: fat-tree, size: 18, link: wire, count: 1, switch: hub, length: 2 m, oversubscription: 3}"
      ]
    ),
    (
      "rails", 16,
      [
        "{name: in, shape: full-mesh, size: 2, link: wire, count: 1, length: 1 m}",
        "{name: out, shape: rail-fat-tree, size: 8, link: wire, count: 1, switch: hub, length: 2 m}",
      ]
    ),
    (
      "uneven rails", 18,
      [
        "{name: in, shape: switch, size: 3, link: wire, count: 1, switch: hub, length: 1 m}",
        "{name: out, shape: rail-fat-tree, size: 6, link: wire, count: 1, switch: hub, length: 2 m}",
      ]
    ),
    (
      "rings in a fat-tree", 16,
      [
        "{name: in, shape: ring, size: 4, link: wire, count: 1, length: 1 m}",
        "{name: out, shape: fat-tree, size: 4, link: wire, count: 1, switch: hub, length: 2 m}",
      ]
    ),
    (
      "three levels", 16,
      [
        "{name: in, shape: switch, size: 2, link: wire, count: 1, switch: hub, length: 1 m}",
        "{name: pod, shape: full-mesh, size: 2, link: wire, count: 1, length: 1 m}",
        "{name: out, shape: ring, size: 4, link: wire, count: 1, length: 2 m}",
      ]
    ),
  ]

  func cluster(_ index: Int) throws -> Cluster {
    let text = "name: filed\n" + Self.all[index].text
    return try ClusterFile.load(
      try Document(text: text, name: "cluster.yaml"), catalogue: catalogue
    ).cluster
  }
}
