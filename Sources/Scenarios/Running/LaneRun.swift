// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities

/// What lanes answered of one run: figures between two ends, and no timeline.
package struct LaneRun: Sendable {
  /// How long a kind of group was exposed, mean over ranks, in all steps.
  package struct Exposure: Sendable, Hashable {
    package let group: String
    package let mean: Interval<Seconds>
  }

  /// What was run: the scenario, or the workload.
  package let name: String
  package let cluster: String
  package let acceleratorCount: Int
  /// Collective algorithms that the run used, in alphabetical order.
  package let algorithms: [String]
  /// Protocols of the communication library that the run used, in alphabetical order.
  package let protocols: [String]
  package let measures: BoundedMeasures
  /// By kind of group, those that communicated while nothing was computed.
  package let exposures: [Exposure]
  /// Of a model under a plan; nil of other workloads.
  package let training: LaneTraining?
  /// Whether streams serve in the order that lanes play. Where they do not, the ends lie far apart.
  package let followsThePlay: Bool
  /// What a reader must know to read the figures right.
  package var notes: [String]
  /// Weak figures that the cluster rests on, and defaults that were taken for it.
  package let clusterNotes: [String]
  /// How long it took on this machine to write down what waits for what, and to work it off.
  package let compileTime: Seconds
  package let answerTime: Seconds

  /// Whether every figure but peak power is one number.
  package var isExact: Bool {
    followsThePlay && measures.isExact && exposures.allSatisfy(\.mean.isExact)
  }
}

/// What a run of training amounts to, between two ends.
package struct LaneTraining: Sendable, Hashable {
  /// Were the step as short and as thrifty as it may be, and as long and as costly.
  package let least: TrainingOutcome
  package let most: TrainingOutcome

  /// - Parameters:
  ///   - training: what is trained, where.
  ///   - job: that ran.
  ///   - measures: of the run.
  init(_ training: TrainingJob, _ job: Job, _ measures: BoundedMeasures) {
    let counts = training.counts(job)
    func outcome(_ stepTime: Seconds, _ energy: Joules?) -> TrainingOutcome {
      training.outcome(
        TrainingMeasures(
          counts, ranks: measures.rankCount, stepTime: stepTime, energyPerStep: energy))
    }
    least = outcome(measures.stepTime.lower, measures.energyPerStep?.lower)
    most = outcome(measures.stepTime.upper, measures.energyPerStep?.upper)
  }

  /// A figure that follows from the step's time alone, or from its energy alone.
  ///
  /// - Parameter figure: such as units a second.
  /// - Returns: between its values at both ends.
  package func figure<Value>(_ figure: (TrainingMeasures) -> Value) -> Interval<Value> {
    Interval(figure(least.measures), figure(most.measures))
  }

  /// The same where the figure may be unknown.
  ///
  /// - Parameter figure: such as the energy of a unit.
  /// - Returns: nil where it is unknown.
  package func knownFigure<Value>(_ figure: (TrainingMeasures) -> Value?) -> Interval<Value>? {
    guard let one = figure(least.measures), let other = figure(most.measures) else { return nil }
    return Interval(one, other)
  }
}
