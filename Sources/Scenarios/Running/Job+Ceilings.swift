// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import SimulationEngine
import Timelines

// A job's ceilings: what measures them, and how they came out.
extension Job {
  var meters: [PowerMeter] { options.ceilings.compactMap(\.meter) }

  /// - Throws: `InputError` for a ceiling on what the cluster has not, or the workload.
  func checkCeilings() throws(InputError) {
    for ceiling in options.ceilings {
      if case .energy(_, per: .token) = ceiling.limit, training == nil {
        throw InputError(
          "ceiling (\(ceiling)): \(name) trains no model, so it has no tokens; allowed are energies "
            + "per step and per run")
      }
      guard ceiling.meter != nil else { continue }
      guard cluster.powerUnits(ceiling.scope) != nil else {
        let remedy =
          ceiling.scope == .rack
          ? "write floor: {rack_pitch, accelerators_per_rack} into its file"
          : "allowed are accelerator and site"
        throw InputError(
          "ceiling (\(ceiling)): \(cluster.name) has no \(ceiling.scope.rawValue)s; \(remedy)")
      }
      guard ceiling.response == .report || rebuilding != nil else {
        throw InputError(
          "ceiling (\(ceiling)): what runs here cannot \(ceiling.response.rawValue)")
      }
    }
  }

  /// - Parameter timeline: of the job, with the readings of its meters.
  /// - Returns: a verdict on each ceiling.
  func verdicts(on timeline: Timeline) -> [CeilingVerdict] {
    var readings = timeline.readings[...]
    return options.ceilings.map { ceiling in
      if case .energy(_, let share) = ceiling.limit {
        let total = timeline.ledger.total
        return CeilingVerdict(ceiling, energy: total / count(of: share))
      }
      guard let reading = readings.popFirst() else {
        preconditionFailure("a run reads each of its meters")
      }
      return CeilingVerdict(ceiling, reading: reading)
    }
  }

  /// How many of what energy is shared over are in the run.
  private func count(of share: Ceiling.EnergyShare) -> Double {
    switch share {
    case .run: 1
    case .step: Double(options.steps)
    case .token: Double(options.steps) * (training?.counts(self).units ?? 1)
    }
  }
}
