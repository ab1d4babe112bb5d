// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Documents
import SimulationEngine
import Workloads

/// What to simulate, on what, and what to keep of it: a scenario file, checked.
package struct Scenario: Sendable {
  package var name: String
  /// Cluster files as they resolved, at least one.
  package var clusters: [String]
  package var workload: WorkloadSource
  package var options: RunOptions
  /// The scenario's own files, includes first to last as they were read.
  package var files: [String]
  /// The scenario with includes and overrides applied, as YAML.
  package var resolved: String
  /// Overrides that reach into the cluster file and into the program file.
  package var clusterOverrides: [String]
  package var programOverrides: [String]
  /// What is down in each of its clusters, in the place of their own faults; nil leaves those.
  package var faults: DocumentNode?
}

/// Where the ranks' work comes from.
package enum WorkloadSource: Sendable, Hashable {
  /// A step written as data.
  case program(path: String)
  /// Chakra execution traces: a prefix or a folder, and their process groups.
  case trace(path: String, groups: String?)
  /// A model under a parallel plan.
  case training(TrainingSource)
  /// Several at once, each on accelerators of its own.
  case jobs([ScenarioJob])
}

/// How a workload runs, whatever the cluster.
package struct RunOptions: Sendable {
  package var algorithms: [CollectiveKind: String]
  package var choices: CollectiveChoices
  package var placement: PlacementOrder
  package var ceilings: [Ceiling]
  package var record: RecordChoice
  package var steps: Int
  /// Whether one of many ranks that behave alike is simulated for all.
  package var folding: FoldingMode
  package var engine: EngineChoice
  /// What a step is charged at; nil where nobody asks what it costs.
  package var tariff: Tariff?

  package init(
    algorithms: [CollectiveKind: String] = [:],
    choices: CollectiveChoices = CollectiveChoices(), placement: PlacementOrder = .byRank,
    ceilings: [Ceiling] = [],
    record: RecordChoice = .everything, steps: Int = 1, folding: FoldingMode = .auto,
    engine: EngineChoice = .fluid
  ) {
    self.engine = engine
    self.folding = folding
    self.algorithms = algorithms
    self.choices = choices
    self.placement = placement
    self.ceilings = ceilings
    self.record = record
    self.steps = steps
  }
}

/// What of a run is kept. The energy ledger and the totals always are.
package struct RecordChoice: Sendable, Hashable {
  package var events: Bool
  package var links: Bool
  package var power: Bool
  /// Whether the file of a folded run has an event for every rank and a row for every link.
  package var unfolds: Bool

  package init(events: Bool, links: Bool, power: Bool, unfolds: Bool = false) {
    self.unfolds = unfolds
    self.events = events
    self.links = links
    self.power = power
  }

  package static var everything: RecordChoice {
    RecordChoice(events: true, links: true, power: true)
  }
}

extension RunOptions {
  /// The options as a scenario writes them, for runs that have none.
  var flowText: String {
    let kinds = algorithms.sorted { $0.key.rawValue < $1.key.rawValue }
    let named = kinds.map { "\($0.key.rawValue): \($0.value)" }.joined(separator: ", ")
    return "{collectives: {\(named)}, \(choices.flowText), end: {steps: \(steps)}}"
  }
}
