// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Workloads

extension AlgorithmSelector {
  /// What is wanted for one collective of one group: a policy, made definite.
  struct Request {
    let kind: CollectiveKind
    let bytes: Double
    let shape: GroupShape
    /// In the order in which equal ones are preferred.
    let algorithms: [any CollectiveAlgorithm]
    /// Whether the first that can serve is taken, whatever the others would cost.
    let takesFirst: Bool
    /// A name, "auto", or nil for none.
    let protocolName: String?
    /// Where a rule of a table asked for it.
    private let place: String?

    /// - Throws: `LoweringError` for an unknown algorithm or protocol.
    init(
      _ kind: CollectiveKind, bytes: Double, _ shape: GroupShape, nodes: Int,
      _ policy: CollectivePolicy
    ) throws(LoweringError) {
      self.kind = kind
      self.bytes = bytes
      self.shape = shape
      let named = policy.algorithms[kind] ?? "auto"
      let rule =
        named == "auto"
        ? policy.tuner?.rule(for: kind, bytes: bytes, ranks: shape.memberCount, nodes: nodes) : nil
      place = rule?.place
      protocolName = rule?.messageProtocol ?? policy.protocolName
      if let protocolName, protocolName != "auto",
        !policy.protocols.contains(where: { $0.name == protocolName })
      {
        throw LoweringError(
          "no protocol \"\(protocolName)\"; known: auto, "
            + policy.protocols.map(\.name).joined(separator: ", "))
      }
      if let rule {
        var algorithms: [any CollectiveAlgorithm] = []
        for name in rule.algorithms {
          algorithms.append(try AlgorithmCatalogue.algorithm(named: name, for: kind))
        }
        self.algorithms = algorithms
        takesFirst = true
      } else if named != "auto" {
        algorithms = [try AlgorithmCatalogue.algorithm(named: named, for: kind)]
        takesFirst = true
      } else {
        algorithms = AlgorithmCatalogue.algorithms(for: kind)
        // Of a group of one, nothing is carried out.
        takesFirst = shape.memberCount == 1
      }
    }

    func refusal(of algorithm: any CollectiveAlgorithm, _ obstacle: String) -> String {
      (place.map { "\($0): " } ?? "")
        + "\(algorithm.name) cannot carry out the \(kind.rawValue) of \(shape.memberCount) members: "
        + obstacle
    }
  }
}

extension Cluster {
  /// How many innermost domains hold members of a group.
  func innermostDomains(of group: [GPUID]) -> Int {
    guard let blocks = routing.blocks.first else { return 1 }
    var seen: Set<Int> = []
    var last = -1
    // Members of a domain mostly come one after the other.
    for member in group where blocks.block(of: member) != last {
      last = blocks.block(of: member)
      seen.insert(last)
    }
    return seen.count
  }
}
