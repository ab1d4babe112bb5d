// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Documents
import Planning
import Quantities
import Training

/// Which plan trains a model fastest on a cluster: what is asked.
package struct PlanQuestion: Sendable {
  /// The model, the software, and in its plan all that is not searched.
  package var source: TrainingSource
  /// Keys of the plan that have one value.
  package var fixed: Set<String>
  /// The cluster's file.
  package var cluster: String
  /// Average power of the site over a step; nil for no limit.
  package var mostPower: Watts?
  /// Bytes of one accelerator; nil for all that it has.
  package var mostMemory: Bytes?
  /// What energy costs; nil where nobody asks what a plan costs.
  package var tariff: Tariff?
  /// Of a million tokens: devices with a price by their depreciation, and electricity; nil for no
  /// limit.
  package var mostCost: Dollars?
  /// Held by every plan that is played; plans that cannot are left out.
  package var ceilings: [Ceiling]
  /// Accelerators that may be used; nil for all that can take a rank.
  package var accelerators: Int?
  /// Whether plans may use fewer.
  package var shrinks: Bool
  /// Plans of the closed form that the engine plays.
  package var replays: Int
  /// Plans that are told.
  package var count: Int

  package init(
    source: TrainingSource, fixed: Set<String>, cluster: String, mostPower: Watts? = nil,
    mostMemory: Bytes? = nil, tariff: Tariff? = nil, mostCost: Dollars? = nil,
    ceilings: [Ceiling] = [], accelerators: Int? = nil, shrinks: Bool = false, replays: Int = 32,
    count: Int = 10
  ) {
    self.ceilings = ceilings
    self.source = source
    self.fixed = fixed
    self.cluster = cluster
    self.mostPower = mostPower
    self.mostMemory = mostMemory
    self.tariff = tariff
    self.mostCost = mostCost
    self.accelerators = accelerators
    self.shrinks = shrinks
    self.replays = replays
    self.count = count
  }
}

/// The parts of a plan that somebody fixed on a command line.
package struct FixedPlan: Sendable {
  /// What is not searched.
  package let plan: Plan
  /// Keys with one value.
  package let keys: Set<String>
  /// As it was written.
  package let resolved: String

  /// Keys that change what a plan is, and that the search knows nothing of.
  private static let unknown: Set<String> = [
    "schedule", "stage_layers", "shard_group", "ep_node", "recompute_layers", "offload",
    "cp_method", "frozen", "overlap.tp", "overlap.ep",
  ]
  private static let option = "--fix"

  /// - Parameters:
  ///   - text: `tp=8,pp=16`; nil for nothing.
  ///   - batch: sequences of a step.
  ///   - sequence: tokens of one; nil for the model's own.
  ///   - precision: of matrix products; nil for BF16.
  /// - Throws: `DocumentError` that names the key and what is allowed.
  package init(
    _ text: String?, batch: Int, sequence: Int?, precision: String?
  ) throws(DocumentError) {
    var parts = text.map { [$0] } ?? []
    let own = [
      ("global_batch", "--global-batch", Optional("\(batch)")),
      ("sequence", "--sequence", sequence.map { "\($0)" }), ("precision", "--precision", precision),
    ]
    if let text {
      let written = Self.keys(of: try PlanFile.node(text))
      for (key, option, _) in own where written.contains(key) {
        throw DocumentError(
          file: Self.option, keyPath: key, problem: "is not for --fix; write \(option)")
      }
      if let key = written.sorted().first(where: Self.unknown.contains) {
        throw DocumentError(
          file: Self.option, keyPath: key,
          problem: "is not searched, and no plan here has it; searched are "
            + PlanSpace.searchedKeys.sorted().joined(separator: ", ")
            + "; fixed as well: dropout, etp, gradients, imbalance")
      }
    }
    for case (let key, _, let value?) in own { parts.append("\(key)=\(value)") }
    let node = try PlanFile.node(parts.joined(separator: ","))
    plan = try PlanFile.plan(node)
    keys = Self.keys(of: node).intersection(PlanSpace.searchedKeys)
    resolved = "{plan: \(node.flowText)}"
  }

  private static func keys(of node: DocumentNode) -> Set<String> {
    guard case .mapping(let entries) = node.content else { return [] }
    var keys: Set<String> = []
    for entry in entries {
      if case .mapping(let inner) = entry.value.content, entry.key == "overlap" {
        for part in inner { keys.insert("overlap.\(part.key)") }
      } else {
        keys.insert(entry.key)
      }
    }
    return keys
  }
}
