// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Technologies
import TestSupport

/// Technologies with round numbers, and clusters made of them.
struct Bench {
  let folder: ScratchFolder
  let catalogue: TechnologyCatalogue

  /// Writes the records and reads them back.
  ///
  /// - Parameters:
  ///   - boardIncludes: what the accelerator's power covers.
  ///   - switchIncludes: what the switch's power covers.
  ///   - linkEnergy: the link's `energy` and `power_per_end`, as YAML.
  /// - Throws: whatever is wrong with the records.
  init(
    boardIncludes: String = "[core, serdes]", switchIncludes: String = "[switch-core]",
    linkEnergy: String = Bench.serdes
  ) throws {
    folder = try ScratchFolder()
    try folder.write("accelerators/board.yaml", RoundRecords.board(includes: boardIncludes))
    try folder.write("accelerators/slab.yaml", RoundRecords.slab(includes: "[core, serdes]"))
    try folder.write(
      "accelerators/bare.yaml",
      RoundRecords.slab(includes: "[core]")
        .replacing("name: slab", with: "name: bare"))
    try folder.write("switches/hub.yaml", RoundRecords.hub(includes: switchIncludes))
    try folder.write(
      "nics/card.yaml",
      """
      name: card
      title: a card
      rate: {value: 100 Gb/s, grade: A, source: a test}
      latency: {value: 500 ns, grade: A, source: a test}
      power: {value: 20 W, boundary: b, includes: [nic, serdes], grade: A, source: a test}
      """)
    try folder.write(
      "servers/box.yaml",
      """
      name: box
      title: a server
      accelerators: {value: 2, grade: A, source: a test}
      power: {value: 300 W, boundary: b, includes: [cpu, nic], grade: A, source: a test}
      """)
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
      \(linkEnergy)
      """)
    try folder.write(
      "facility.yaml", "pue: {value: 1.5, grade: A, source: a survey}\n")
    catalogue = try TechnologyCatalogue(folders: [folder.path])
  }

  static let serdes = """
    energy: [{value: 6 pJ/bit, boundary: b, includes: [serdes], grade: A, source: a test}]
    """

  func load(_ text: String, overrides: [String] = []) throws -> LoadedCluster {
    try ClusterFile.load(
      try Document(text: text, name: "cluster.yaml"), overrides: overrides, catalogue: catalogue)
  }

  /// A cluster of `count` boards with the domains that the test writes.
  func cluster(count: Int, domains: String, rest: String = "pue: 1.0") throws -> LoadedCluster {
    try load(
      """
      name: bench
      accelerator: {kind: board, count: \(count)}
      domains:
      \(domains)
      \(rest)

      """)
  }
}
