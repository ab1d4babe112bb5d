// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a step of training is, whatever it runs on: counts from the model and its plan.
package struct TrainingCounts: Sendable, Hashable {
  /// Samples: sequences, images, tables.
  package var sequences: Double
  /// What samples are made of: tokens, cells; of images the samples themselves.
  package var units: Double
  /// Floating-point operations that the model needs, with half of the pairs of query and key under
  /// a causal mask, forward and backward, nothing computed twice.
  package var causalWork: Operations
  /// The same with all pairs, as most publications of 2021 to 2024 count.
  package var fullWork: Operations
  /// Floating-point operations that ranks carry out, repeated ones included.
  package var hardwareWork: Operations
  /// Dense peak of all ranks in the plan's format.
  package var peak: OperationsPerSecond

  package init(
    sequences: Double, units: Double, causalWork: Operations, fullWork: Operations,
    hardwareWork: Operations, peak: OperationsPerSecond
  ) {
    self.sequences = sequences
    self.units = units
    self.causalWork = causalWork
    self.fullWork = fullWork
    self.hardwareWork = hardwareWork
    self.peak = peak
  }
}

/// What a run of training amounts to.
package struct TrainingMeasures: Sendable, Hashable {
  package let counts: TrainingCounts
  package let ranks: Int
  package let stepTime: Seconds
  /// Nil where energy is not determinable.
  package let energyPerStep: Joules?
  /// Exposed communication by kind of group; nil where events were too many to keep.
  package let exposures: [GroupExposure.Share]?
  /// Part of the step in which a rank, on average, waited for other stages or for nothing to do.
  package let bubble: Double?

  /// - Parameters:
  ///   - counts: of a step.
  ///   - measures: of the run.
  ///   - exposures: by kind of group, over all steps.
  package init(
    _ counts: TrainingCounts, _ measures: Measures, exposures: [GroupExposure.Share]?
  ) {
    self.counts = counts
    ranks = measures.rankCount
    stepTime = measures.stepTime
    energyPerStep = measures.energyPerStep
    self.exposures = exposures
    guard let exposures, measures.duration > .zero else {
      bubble = nil
      return
    }
    let stages = exposures.first { $0.group == "pp" }?.mean ?? .zero
    bubble = stages / measures.duration + measures.shares.waiting
  }

  /// A step of which only the time and the energy are known.
  ///
  /// - Parameters:
  ///   - counts: of a step.
  ///   - ranks: of the run.
  ///   - stepTime: of one step.
  ///   - energyPerStep: nil where it is not determinable.
  package init(
    _ counts: TrainingCounts, ranks: Int, stepTime: Seconds, energyPerStep: Joules?
  ) {
    self.counts = counts
    self.ranks = ranks
    self.stepTime = stepTime
    self.energyPerStep = energyPerStep
    exposures = nil
    bubble = nil
  }

  package var unitsPerSecond: Double { counts.units / stepTime.rawValue }
  package var unitsPerSecondAndAccelerator: Double { unitsPerSecond / Double(ranks) }
  /// Model FLOP/s utilisation, masked pairs not counted.
  package var causalUtilisation: Double { counts.causalWork / stepTime / counts.peak }
  /// Model FLOP/s utilisation, all pairs counted.
  package var fullUtilisation: Double { counts.fullWork / stepTime / counts.peak }
  /// Hardware FLOP/s utilisation: what was carried out, twice where it was computed again.
  package var hardwareUtilisation: Double { counts.hardwareWork / stepTime / counts.peak }
  /// Model FLOP/s of one accelerator, masked pairs not counted.
  package var causalSpeed: OperationsPerSecond { counts.causalWork / stepTime / Double(ranks) }
  package var energyPerUnit: Joules? { energyPerStep.map { $0 / counts.units } }

  /// What it takes to train on so many units at this pace.
  ///
  /// - Parameter units: tokens, or samples, of the whole training.
  /// - Returns: as many steps as they fill, parts of one included.
  package func time(forUnits units: Double) -> Seconds { stepTime * (units / counts.units) }

  /// The same in energy; nil where it is not determinable.
  ///
  /// - Parameter units: tokens, or samples, of the whole training.
  /// - Returns: joules, of the whole cluster.
  package func energy(forUnits units: Double) -> Joules? {
    energyPerStep.map { $0 * (units / counts.units) }
  }
}
