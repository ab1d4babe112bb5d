// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities

/// What one run answered.
package struct RunReport: Sendable {
  /// What was run: the scenario, or the workload.
  package let name: String
  package let cluster: String
  package let acceleratorCount: Int
  /// Collective algorithms that the run used, in alphabetical order.
  package let algorithms: [String]
  /// Protocols of the communication library that the run used, in alphabetical order.
  package let protocols: [String]
  /// The collectives of the run by kind, size of group, bytes and algorithm; none where that was
  /// not asked for.
  package let collectives: [CollectiveUse]
  package let measures: Measures
  /// Of a model under a plan; nil of other workloads.
  package let training: TrainingOutcome?
  /// Of a scenario with several jobs, each; none of others.
  package let jobs: [JobOutcome]
  /// What a step is charged at; nil where nobody asked what it costs.
  package let rates: CostRates?
  package let verdicts: [CeilingVerdict]
  /// What was done so that ceilings hold, in that order.
  package let responses: [CeilingResponse]
  /// What a reader must know to read the figures right.
  package let notes: [String]
  /// Weak figures that the cluster rests on, and defaults that were taken for it.
  package let clusterNotes: [String]
  /// The timeline's file, if one was written.
  package let output: String?
  /// How long the simulation itself took on this machine.
  package let wallTime: Seconds

  package var ceilingsHold: Bool { verdicts.allSatisfy(\.holds) }
}
