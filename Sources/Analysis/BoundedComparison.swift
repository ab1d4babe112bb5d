// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Several runs of one workload against the first, where each figure lies between two ends.
package struct BoundedComparison: Sendable, Hashable {
  package struct Run: Sendable, Hashable {
    /// What the run is called in tables: the cluster.
    package let name: String
    package let measures: BoundedMeasures
    /// The first run's step time over this one's: above one is faster. Nil where nothing is known
    /// that this one takes at least.
    package let speedUp: Interval<Double>?
    /// This run's energy a step over the first one's: below one is thriftier. Nil where either is
    /// not determinable.
    package let energyRatio: Interval<Double>?
    /// This run's average power over the first one's.
    package let averagePowerRatio: Interval<Double>?
  }

  package let runs: [Run]

  /// - Parameter runs: at least one; the first is what the others are compared with.
  package init(_ runs: [(name: String, measures: BoundedMeasures)]) {
    guard let first = runs.first?.measures else {
      self.runs = []
      return
    }
    self.runs = runs.enumerated().map { index, run in
      let measures = run.measures
      // Whatever the first one takes, it is as fast as itself.
      guard index > 0 else {
        return Run(
          name: run.name, measures: measures, speedUp: Interval(1),
          energyRatio: measures.energy.map { _ in Interval(1) },
          averagePowerRatio: measures.energy.map { _ in Interval(1) })
      }
      return Run(
        name: run.name, measures: measures,
        speedUp: first.stepTime.upper == measures.stepTime.upper && measures.stepTime.upper == .zero
          ? Interval(1) : first.stepTime.ratio(to: measures.stepTime),
        energyRatio: Self.ratio(measures.energyPerStep, first.energyPerStep),
        averagePowerRatio: Self.ratio(
          measures.energy?.averagePower, first.energy?.averagePower))
    }
  }

  /// Nil where a side is missing or may be zero.
  private static func ratio<Value>(
    _ above: Interval<Value>?, _ below: Interval<Value>?
  ) -> Interval<Double>? {
    guard let above, let below else { return nil }
    return above.ratio(to: below)
  }
}
