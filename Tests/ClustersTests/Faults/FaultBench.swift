// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport

/// A tree over light, and servers of two, with failures of round rates.
struct FaultBench {
  let folder: ScratchFolder
  let catalogue: TechnologyCatalogue

  init() throws {
    folder = try ScratchFolder()
    try folder.write("accelerators/board.yaml", RoundRecords.board(includes: "[core]"))
    try folder.write("switches/hub.yaml", RoundRecords.hub(includes: "[switch-core]"))
    try folder.write(
      "nics/port.yaml",
      """
      name: port
      title: a card
      rate: {value: 100 Gb/s, grade: A, source: a test}
      latency: {value: 500 ns, grade: A, source: a test}
      power: {value: 20 W, boundary: b, includes: [nic], grade: A, source: a test}
      """)
    try folder.write("links/wire.yaml", Self.link("wire", medium: "copper", ""))
    try folder.write(
      "links/fibre.yaml",
      Self.link(
        "fibre", medium: "fibre",
        "power_per_end: [{value: 4 W, boundary: b, includes: [laser], grade: A, source: a test}]"))
    // λ/μ of 0.1 for accelerators, and of 1 for cables.
    try folder.write(
      "reliability/often.yaml",
      """
      name: often
      title: devices that fail often
      accelerator: {failure_rate: {value: 1e-3 /h, grade: A, source: t}, time_to_repair: {value: 100 h, grade: A, source: t}}
      cable: {failure_rate: {value: 1e-2 /h, grade: A, source: t}, time_to_repair: {value: 100 h, grade: M, source: a guess}}
      """)
    try folder.write("facility.yaml", "pue: {value: 1.5, grade: A, source: a survey}\n")
    catalogue = try TechnologyCatalogue(folders: [folder.path])
  }

  private static func link(_ name: String, medium: String, _ more: String) -> String {
    """
    name: \(name)
    title: a link
    medium: \(medium)
    rate: {value: 100 Gb/s, grade: A, source: a test}
    propagation: {value: 5 ns/m, grade: A, source: a test}
    message_overhead: {value: 1 us, grade: A, source: a test}
    \(more)
    """
  }

  /// Sixteen accelerators with a NIC each, four on each leaf, under two spines to which every leaf
  /// has two links.
  static let tree = """
    name: tree
    accelerator: {kind: board, count: 16}
    domains:
      - {name: net, shape: fat-tree, size: 16, link: fibre, switch: hub, nic: port, count: 1, length: 1 m}

    """

  /// Four servers of two, each over two chips, that one switch joins.
  static let servers = """
    name: servers
    accelerator: {kind: board, count: 8}
    domains:
      - {name: in, shape: switch, size: 2, link: wire, switch: hub, switches: 2, count: 1, length: 1 m}
      - {name: net, shape: switch, size: 4, link: fibre, switch: hub, nic: port, count: 1, length: 1 m}

    """

  func load(
    _ text: String, faults: String? = nil, _ rest: String = "", overrides: [String] = []
  ) throws -> LoadedCluster {
    let whole = text + (faults.map { "faults: \($0)\n" } ?? "") + rest
    return try ClusterFile.load(
      path: try folder.write("clusters/cluster.yaml", whole), overrides: overrides,
      catalogue: catalogue)
  }

  func seats(_ faults: String?, _ rest: String = "") throws -> [Int] {
    let cluster = try load(Self.servers, faults: faults, rest).cluster
    return (0..<cluster.seatCount).map { Int(cluster.seat($0).rawValue) }
  }

  /// What is wrong with faults, without place; nil where nothing is.
  func problem(_ text: String, faults: String, _ rest: String = "") throws -> String? {
    do {
      _ = try load(text, faults: faults, rest)
      return nil
    } catch let error as DocumentError { return "\(error.keyPath): \(error.problem)" }
  }
}

extension Cluster {
  /// Row of the link from one node to another; nil where none is there.
  func link(_ from: String, _ to: String) -> Int? {
    (0..<links.count).first {
      nodes.name[Int(links.from[$0])] == from && nodes.name[Int(links.to[$0])] == to
    }
  }

  /// Devices of a group by its name.
  func devices(_ name: String) -> Int { devices.first { $0.name == name }?.count ?? -1 }
}
