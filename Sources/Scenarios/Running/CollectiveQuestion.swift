// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
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
  package var choices: CollectiveChoices
  /// Sizes of the members' parts, which add up to `bytes`; nil where all are alike.
  package var uneven: UnevenSizes?
  /// Whether one of many ranks that behave alike is simulated for all.
  package var folding: FoldingMode
  /// Whether the file of a folded run has an event for every rank and a row for every link.
  package var unfolds: Bool

  package init(
    kind: CollectiveKind, algorithm: String, ranks: Int, bytes: Bytes,
    choices: CollectiveChoices = CollectiveChoices(), uneven: UnevenSizes? = nil,
    folding: FoldingMode = .auto, unfolds: Bool = false
  ) {
    self.folding = folding
    self.unfolds = unfolds
    self.kind = kind
    self.algorithm = algorithm
    self.ranks = ranks
    self.bytes = bytes
    self.choices = choices
    self.uneven = uneven
  }

  /// As reports call it: all-gather-v where parts have sizes of their own.
  var name: String { kind.rawValue + (uneven == nil ? "" : "-v") }

  /// The program of the collective alone.
  var program: Program { Self.program(kind, ranks: ranks, sizes: [bytes]) }

  /// A program of one collective a size, on all ranks.
  static func program(_ kind: CollectiveKind, ranks: Int, sizes: [Bytes]) -> Program {
    var graph = OperationGraph()
    for (index, size) in sizes.enumerated() {
      var operation = OperationGraph.Operation(kind: .collective, name: 0, stream: 0)
      operation.collective = kind
      operation.bytes = size.rawValue
      operation.family = 0
      operation.ordinal = Int32(index)
      if kind.hasRoot { operation.peer = 0 }
      graph.append(operation)
    }
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
      + "bytes: \(bytes.exactDescription), "
      + (uneven.map { "sizes: \($0.resolved), " } ?? "") + "\(choices.flowText)}"
  }
}

/// What a collective took.
package struct CollectiveAnswer: Sendable {
  package let question: CollectiveQuestion
  package let report: RunReport
  /// The algorithm that ran: the chosen one where the question said "auto".
  package let algorithm: String
  /// The protocol that it ran with; nil for none.
  package let protocolName: String?
  package let bandwidth: CollectiveBandwidth
  /// What no algorithm can beat.
  package let certificate: Certificate

  /// The time in nanoseconds, in transports whose clock counts them; nil in others.
  package var wholeNanoseconds: Int? {
    question.choices.transport.isInteger ? Int((time / .nanoseconds(1)).rounded()) : nil
  }

  package var time: Seconds { report.measures.duration }
  /// The time over the bound; nil where the bound is zero.
  package var gap: Double? { certificate.gap(of: time) }
  package var energy: Joules? { report.measures.energy?.total }
}
