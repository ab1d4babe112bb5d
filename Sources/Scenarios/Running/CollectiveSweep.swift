// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
import Workloads

/// One collective in many sizes, by one or more algorithms, with nothing else going on.
package struct CollectiveSweep: Sendable {
  package var kind: CollectiveKind
  /// Names of `CollectiveNames`, or "auto", each at most once, in the order in which they are
  /// reported.
  package var algorithms: [String]
  package var ranks: Int
  /// As nccl-tests counts them, ascending; at least one, all above zero.
  package var sizes: [Bytes]
  package var choices: CollectiveChoices
  /// Whether one of many ranks that behave alike is simulated for all.
  package var folding: FoldingMode

  package init(
    kind: CollectiveKind, algorithms: [String], ranks: Int, sizes: [Bytes],
    choices: CollectiveChoices = CollectiveChoices(), folding: FoldingMode = .auto
  ) {
    self.folding = folding
    self.kind = kind
    self.algorithms = algorithms
    self.ranks = ranks
    self.sizes = sizes
    self.choices = choices
  }

  /// The question of one size.
  func question(_ algorithm: String, _ size: Bytes) -> CollectiveQuestion {
    CollectiveQuestion(
      kind: kind, algorithm: algorithm, ranks: ranks, bytes: size, choices: choices,
      folding: folding)
  }

  /// Sizes from the smallest, each so many times the one before, none above the largest: those of
  /// nccl-tests' `-b`, `-e` and `-f`.
  ///
  /// - Parameters:
  ///   - smallest: above zero.
  ///   - largest: `smallest` or more.
  ///   - factor: 2 or more.
  /// - Returns: at least one size.
  package static func sizes(from smallest: Bytes, to largest: Bytes, factor: Int) -> [Bytes] {
    precondition(smallest > .zero && factor >= 2, "sizes grow from something, by something")
    var sizes: [Bytes] = []
    var size = smallest
    while size <= largest {
      sizes.append(size)
      size = size * Double(factor)
    }
    return sizes
  }
}

/// What a sweep found.
package struct SweepAnswer: Sendable {
  /// One size by one algorithm.
  package struct Measurement: Sendable, Hashable {
    /// The algorithm that ran: the chosen one where "auto" was asked for.
    package let algorithm: String
    /// Nil for none.
    package let protocolName: String?
    package let time: Seconds
    /// Nil for a collective that takes no time: there is none.
    package let bandwidth: CollectiveBandwidth?
    package let flows: Int
    /// Flows that were simulated, each for one or more of `flows`.
    package let flowClasses: Int
    /// Nil where the network has no energy figures.
    package let energy: Joules?

    /// The algorithm and, where there is one, the protocol.
    package var label: String { protocolName.map { "\(algorithm) (\($0))" } ?? algorithm }
  }

  /// All sizes by one of the algorithms that were asked for.
  package struct Series: Sendable, Hashable {
    /// As it was asked for: "auto" stays "auto".
    package let name: String
    /// One entry per size.
    package let points: [Measurement]
  }

  /// An algorithm that cannot serve this group, and why.
  package struct Refusal: Sendable, Hashable {
    package let algorithm: String
    package let reason: String
  }

  package let sweep: CollectiveSweep
  package let cluster: String
  /// In the order in which they were asked for, without those refused; at least one.
  package let series: [Series]
  package let refusals: [Refusal]
  /// One entry per size.
  package let certificates: [Certificate]
  /// What `auto` takes at each size, whether or not it was asked for.
  package let autoChoices: [String]
  package let notes: [String]
  /// Weak figures that the cluster rests on, and defaults that were taken for it.
  package let clusterNotes: [String]
  /// How long all simulations took together on this machine, from first to last.
  package let wallTime: Seconds

  /// The least time of a size among what was measured. Of equals, which may differ by rounding,
  /// what auto takes, or else the first.
  package func fastest(at size: Int) -> Measurement {
    let points = series.map { $0.points[size] }
    let best = points.dropFirst().reduce(points[0]) { $1.time < $0.time ? $1 : $0 }
    guard let auto = auto(at: size), auto.time <= best.time * (1 + 1e-9) else { return best }
    return auto
  }

  /// What `auto` takes at a size, where that was measured.
  package func auto(at size: Int) -> Measurement? {
    series.lazy.map { $0.points[size] }.first { $0.label == autoChoices[size] }
  }
}
