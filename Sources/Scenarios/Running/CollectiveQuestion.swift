// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Documents
import Quantities
import SimulationEngine
import Traffic
import Workloads

/// One collective over the first accelerators of a cluster, with nothing else going on.
package struct CollectiveQuestion: Sendable {
  package var kind: CollectiveKind
  /// From `CollectiveNames`, or "auto".
  package var algorithm: String
  package var ranks: Int
  /// nccl-tests' size: for all-gather and reduce-scatter the whole gathered buffer, for
  /// all-to-all one rank's buffer, for the others the buffer.
  package var bytes: Bytes
  package var chunks: Int
  /// How links serve messages.
  package var transport: Transport

  package init(
    kind: CollectiveKind, algorithm: String, ranks: Int, bytes: Bytes, chunks: Int,
    transport: Transport = .fluid()
  ) {
    self.kind = kind
    self.algorithm = algorithm
    self.ranks = ranks
    self.bytes = bytes
    self.chunks = chunks
    self.transport = transport
  }

  /// The program of the collective alone.
  var program: Program {
    var graph = OperationGraph()
    var operation = OperationGraph.Operation(kind: .collective, name: 0, stream: 0)
    operation.collective = kind
    operation.bytes = bytes.rawValue
    operation.family = 0
    if kind.hasRoot { operation.peer = 0 }
    graph.append(operation)
    graph.connect([])
    let everyone = (0..<Int32(ranks)).map { $0 }
    return Program(
      name: kind.rawValue, rankCount: ranks, graphs: [graph],
      graphOfRank: [Int32](repeating: 0, count: ranks),
      families: [CommunicatorFamily(name: "all", groups: [everyone], rankCount: ranks)],
      names: [kind.rawValue], streams: ["network"])
  }

  var resolved: String {
    "{collective: \(kind.rawValue), algorithm: \(algorithm), ranks: \(ranks), "
      + "bytes: \(bytes.exactDescription), chunks: \(chunks), "
      + "transport: \(transport.flowText)}"
  }
}

/// A network that a command line describes.
package struct UniformNetwork: Sendable, Hashable {
  package var shape: UniformTopology
  package var rate: BitsPerSecond
  package var latency: Seconds
  /// Nil where unknown: energy is then not determinable.
  package var energyPerBit: JoulesPerBit?
  package var overhead: Seconds

  /// - Parameters:
  ///   - shape: one of `shapes`.
  ///   - rate: of each directed link.
  ///   - latency: of each directed link.
  ///   - energyPerBit: of each directed link; nil where unknown.
  ///   - overhead: of a message, before its first byte leaves.
  /// - Throws: `InputError` for an unknown shape.
  package init(
    shape: String, rate: BitsPerSecond, latency: Seconds, energyPerBit: JoulesPerBit?,
    overhead: Seconds
  ) throws(InputError) {
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
      + (energyPerBit.map { ", energy-per-bit: \($0.exactDescription)" } ?? "") + "}"
  }
}

/// A cluster to run on, and what was read to build it.
package struct PreparedCluster: Sendable {
  package let cluster: Cluster
  package let hasPowerFigures: Bool
  package let notes: [String]
  package let files: [String]
  let resolved: String

  package var acceleratorCount: Int { cluster.accelerators.count }

  init(_ loaded: LoadedCluster) {
    cluster = loaded.cluster
    hasPowerFigures = loaded.cluster.hasPowerFigures
    notes = loaded.notes
    files = loaded.files
    resolved = loaded.resolved.flowText
  }

  /// A network of one shape and one kind of link.
  ///
  /// - Throws: `ClusterError` for a count of ranks that the shape cannot have.
  package init(_ network: UniformNetwork, ranks: Int) throws {
    cluster = try Cluster.uniform(
      network.shape, ranks: ranks, rate: network.rate, latency: network.latency,
      energyPerBit: network.energyPerBit, overhead: network.overhead)
    hasPowerFigures = network.energyPerBit != nil
    notes = []
    files = []
    resolved = network.resolved
  }
}

/// What a collective took.
package struct CollectiveAnswer: Sendable {
  package let question: CollectiveQuestion
  package let report: RunReport
  /// The algorithm that ran: the chosen one where the question said "auto".
  package let algorithm: String
  package let bandwidth: CollectiveBandwidth
  /// What no algorithm can beat.
  package let lowerBound: Seconds

  /// The time in nanoseconds, in transports whose clock counts them; nil in others.
  package var wholeNanoseconds: Int? {
    question.transport.isInteger ? Int((time / .nanoseconds(1)).rounded()) : nil
  }

  package var time: Seconds { report.measures.duration }
  package var energy: Joules? { report.measures.energy?.total }
}
