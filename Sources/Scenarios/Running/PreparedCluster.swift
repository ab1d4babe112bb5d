// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Symmetry

/// A network that a command line describes.
package struct UniformNetwork: Sendable, Hashable {
  package var shape: UniformTopology
  package var rate: BitsPerSecond
  package var latency: Seconds
  /// Nil where unknown: energy is then not determinable.
  package var energyPerBit: JoulesPerBit?
  package var overhead: Seconds
  /// How the switch reduces; nil where there is none, or it does not.
  package var reduction: SwitchReduction?

  /// - Parameters:
  ///   - shape: one of `shapes`.
  ///   - rate: of each directed link.
  ///   - latency: of each directed link.
  ///   - energyPerBit: of each directed link; nil where unknown.
  ///   - overhead: of a message, before its first byte leaves.
  ///   - reduction: "reads" or "aggregation"; nil for a switch that does not reduce, or none.
  /// - Throws: `InputError` for an unknown shape.
  package init(
    shape: String, rate: BitsPerSecond, latency: Seconds, energyPerBit: JoulesPerBit?,
    overhead: Seconds, reduction: String? = nil
  ) throws(InputError) {
    switch reduction {
    case nil: self.reduction = nil
    case "reads": self.reduction = .reads
    case "aggregation": self.reduction = .aggregation
    case let other?:
      throw InputError(
        "\"\(other)\" is no way in which a switch reduces; known: reads, aggregation")
    }
    guard let known = UniformTopology(rawValue: shape) else {
      throw InputError(
        "\"\(shape)\" is no topology\(Suggestion.hint(for: shape, among: Self.shapes))")
    }
    self.shape = known
    self.rate = rate
    self.latency = latency
    self.energyPerBit = energyPerBit
    self.overhead = overhead
  }

  package static var shapes: [String] { UniformTopology.allCases.map(\.rawValue) }

  var resolved: String {
    "{topology: \(shape.rawValue), bandwidth: \(rate.exactDescription), "
      + "latency: \(latency.exactDescription), overhead: \(overhead.exactDescription)"
      + (energyPerBit.map { ", energy-per-bit: \($0.exactDescription)" } ?? "")
      + (reduction.map { ", in-network-reduction: \($0)" } ?? "") + "}"
  }
}

/// A cluster to run on, and what was read to build it.
package struct PreparedCluster: Sendable {
  package let cluster: Cluster
  let fabric: SharedFabric
  package let hasPowerFigures: Bool
  package let notes: [String]
  package let files: [String]
  let resolved: String
  let protocols: KnownProtocols

  package var acceleratorCount: Int { cluster.accelerators.count }
  /// Accelerators that may take a rank: all, where none failed or stands by.
  package var seatCount: Int { cluster.seatCount }

  init(_ loaded: LoadedCluster, _ protocols: KnownProtocols) {
    self.protocols = protocols
    cluster = loaded.cluster
    fabric = SharedFabric(loaded.cluster)
    hasPowerFigures = loaded.cluster.hasPowerFigures
    notes = loaded.notes
    files = loaded.files
    resolved = loaded.resolved.flowText
  }

  /// A network of one shape and one kind of link.
  ///
  /// - Throws: `ClusterError` for a count of ranks that the shape cannot have.
  package init(
    _ network: UniformNetwork, ranks: Int, protocols: KnownProtocols = .none
  ) throws {
    self.protocols = protocols
    cluster = try Cluster.uniform(
      network.shape, ranks: ranks, rate: network.rate, latency: network.latency,
      energyPerBit: network.energyPerBit, overhead: network.overhead,
      reduction: network.reduction)
    fabric = SharedFabric(cluster)
    hasPowerFigures = network.energyPerBit != nil
    notes = []
    files = []
    resolved = network.resolved
  }
}
