// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// The figures of a run of which each is known between two ends: what people compare.
package struct BoundedMeasures: Sendable, Hashable {
  package let steps: Int
  package let rankCount: Int
  package let duration: Interval<Seconds>
  /// Of the whole run: communication while nothing was computed, mean over ranks and the most.
  package let meanExposed: Interval<Seconds>
  package let worstExposed: Interval<Seconds>
  /// Nil where the cluster had no power figures: not determinable, which is not zero.
  package let energy: BoundedEnergy?

  /// - Parameters:
  ///   - steps: how many training steps the run repeated, at least one.
  ///   - rankCount: of the run.
  ///   - duration: from the first start to the last end.
  ///   - meanExposed: exposed communication of all steps, mean over ranks.
  ///   - worstExposed: the same of the rank that has most.
  ///   - energy: nil where it is not determinable.
  package init(
    steps: Int, rankCount: Int, duration: Interval<Seconds>, meanExposed: Interval<Seconds>,
    worstExposed: Interval<Seconds>, energy: BoundedEnergy?
  ) {
    precondition(steps > 0, "a run has at least one step")
    self.steps = steps
    self.rankCount = rankCount
    self.duration = duration
    self.meanExposed = meanExposed
    self.worstExposed = worstExposed
    self.energy = energy
  }

  package var stepTime: Interval<Seconds> { duration / Double(steps) }
  package var meanExposedPerStep: Interval<Seconds> { meanExposed / Double(steps) }
  package var worstExposedPerStep: Interval<Seconds> { worstExposed / Double(steps) }
  package var energyPerStep: Interval<Joules>? { energy.map { $0.total / Double(steps) } }
  /// Over the duration, 0 to 1.
  package var meanExposedFraction: Interval<Double> { fraction(meanExposed) }
  package var worstExposedFraction: Interval<Double> { fraction(worstExposed) }

  /// Whether each figure but peak power is one number: power is bounded by what ranks may do at
  /// once, whatever the times are.
  package var isExact: Bool {
    duration.isExact && meanExposed.isExact && worstExposed.isExact
      && energy.map { $0.total.isExact && $0.averagePower.isExact } ?? true
  }

  /// A part of the run, which is never more than all of it.
  private func fraction(_ part: Interval<Seconds>) -> Interval<Double> {
    part.ratio(to: duration)?.map { min($0, 1) }
      ?? (duration.upper > .zero ? Interval(0, 1) : Interval(0))
  }
}
