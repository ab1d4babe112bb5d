// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Which algorithm and protocol serve which collective, by size and group: the first rule that
/// matches.
package struct TunerTable: Sendable, Hashable {
  package struct Rule: Sendable, Hashable {
    package var kind: CollectiveKind
    package var bytes: ClosedRange<Double>
    /// Members of the group; nil for any number.
    package var ranks: Int?
    /// Innermost domains that the group touches; nil for any number.
    package var nodes: Int?
    /// A name of the catalogue; of several the first that can serve the group.
    package var algorithms: [String]
    /// A protocol's name; nil for what else was asked.
    package var messageProtocol: String?
    /// Where the rule was written, for messages.
    package var place: String

    package init(
      kind: CollectiveKind, bytes: ClosedRange<Double>, ranks: Int?, nodes: Int?,
      algorithms: [String], messageProtocol: String?, place: String
    ) {
      self.kind = kind
      self.bytes = bytes
      self.ranks = ranks
      self.nodes = nodes
      self.algorithms = algorithms
      self.messageProtocol = messageProtocol
      self.place = place
    }
  }

  package var rules: [Rule]

  package init(rules: [Rule]) { self.rules = rules }

  func rule(for kind: CollectiveKind, bytes: Double, ranks: Int, nodes: Int) -> Rule? {
    rules.first { rule in
      rule.kind == kind && rule.bytes.contains(bytes) && rule.ranks ?? ranks == ranks
        && rule.nodes ?? nodes == nodes
    }
  }
}
