// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Several runs of one workload against the first.
package struct Comparison: Sendable, Hashable {
  package struct Run: Sendable, Hashable {
    /// What the run is called in tables: the cluster.
    package let name: String
    package let measures: Measures
    /// The first run's step time over this one's: above one is faster.
    package let speedUp: Double
    /// This run's energy a step over the first one's: below one is thriftier. Nil where either is
    /// not determinable.
    package let energyRatio: Double?
    /// This run's network energy per bit delivered over the first one's.
    package let networkEnergyPerBitRatio: Double?
    /// This run's average power over the first one's.
    package let averagePowerRatio: Double?
  }

  package let runs: [Run]

  /// - Parameter runs: at least one; the first is what the others are compared with.
  package init(_ runs: [(name: String, measures: Measures)]) {
    guard let first = runs.first?.measures else {
      self.runs = []
      return
    }
    self.runs = runs.map { name, measures in
      Run(
        name: name, measures: measures,
        speedUp: Self.ratio(first.stepTime.rawValue, measures.stepTime.rawValue) ?? 1,
        energyRatio: Self.ratio(
          measures.energyPerStep?.rawValue, first.energyPerStep?.rawValue),
        networkEnergyPerBitRatio: Self.ratio(
          measures.energy?.networkPerBitDelivered?.rawValue,
          first.energy?.networkPerBitDelivered?.rawValue),
        averagePowerRatio: Self.ratio(
          measures.energy?.averagePower.rawValue, first.energy?.averagePower.rawValue))
    }
  }

  /// Nil where a side is missing or the ratio is no finite number.
  private static func ratio(_ above: Double?, _ below: Double?) -> Double? {
    guard let above, let below, below != 0 else { return nil }
    return above / below
  }
}
