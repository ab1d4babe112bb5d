// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// Accelerators of one kind as a file lists them, with the servers that they are in.
struct AcceleratorSet: Sendable {
  let technology: AcceleratorTechnology
  let count: Int
  /// Where the count was written, for messages.
  let countNode: DocumentNode
  let server: ServerTechnology?
  /// Number of the first of them.
  let first: Int

  /// Reads `accelerator: {kind, count}` and `server`.
  ///
  /// - Throws: `DocumentError` for what the catalogue lacks, too many of them, or a server whose
  ///   power has the accelerators in it.
  init(
    _ reader: inout MappingReader, first: Int, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) {
    self.first = first
    var kind = try reader.required("accelerator").mapping()
    technology = try catalogue.accelerator(try kind.required("kind"))
    countNode = try kind.required("count")
    count = try countNode.integer(in: 1...Cluster.mostAccelerators)
    try kind.finish()
    guard first + count <= Cluster.mostAccelerators else {
      throw countNode.error("more than \(Cluster.mostAccelerators) accelerators together")
    }
    guard let node = reader.optional("server") else {
      server = nil
      return
    }
    let server = try catalogue.server(node)
    try PowerScope.refuseOverlap(
      server.scope, technology.scope, at: "server", node: node,
      remedy: "take a server figure without the accelerators")
    self.server = server
  }

  var group: AcceleratorGroup {
    var group = AcceleratorGroup(
      name: technology.name, count: count, power: technology.power,
      peak: technology.peaks.first?.speed.value,
      memoryBandwidth: technology.memoryBandwidth.value)
    group.clocks = technology.clocks.map(ClockLaw.init)
    return group
  }

  /// What the accelerator's own power and its server's may already cover.
  var covers: [PowerScope] { [technology.scope] + serverScopes }

  var serverScopes: [PowerScope] { server.map { [$0.scope] } ?? [] }
}

extension AcceleratorTechnology {
  var power: AcceleratorPower {
    AcceleratorPower(
      computing: computing.value, communicating: communicating.value, waiting: waiting.value,
      idle: idle.value, includes: includes.map(\.rawValue))
  }
}
