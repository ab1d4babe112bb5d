// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

extension LaneRun {
  /// The keys of a run that flows answered: a figure that is not exact is an object of both ends,
  /// and what only a timeline tells is null or empty.
  ///
  /// - Parameter whole: the training of which a step was simulated, where somebody asked for it.
  /// - Returns: keys that end in their units.
  func json(_ whole: WholeTraining? = nil) -> [String: JSONValue] {
    measures.json.merging([
      "name": .string(name), "cluster": .string(cluster),
      "engine": .string(EngineChoice.lanes.rawValue), "exact": .boolean(isExact),
      "follows_the_play": .boolean(followsThePlay),
      "accelerators": .integer(acceleratorCount),
      "algorithms": .array(algorithms.map(JSONValue.string)),
      "protocols": .array(protocols.map(JSONValue.string)),
      "exposed_by_group": exposedByGroup,
      "collectives": .array([]), "ceilings": .array([]), "ceiling_responses": .array([]),
      "jobs": .array([]), "cost": .null,
      "training": training.map { json($0, whole) } ?? .null,
      "notes": .array(notes.map(JSONValue.string)),
      "cluster_notes": .array(clusterNotes.map(JSONValue.string)),
      "output": .null,
      "compile_s": .number(compileTime.rawValue), "answer_s": .number(answerTime.rawValue),
      "wall_s": .number((compileTime + answerTime).rawValue),
    ]) { first, _ in first }
  }

  private func json(_ training: LaneTraining, _ whole: WholeTraining?) -> JSONValue {
    let both = JSONValue.between(training.least.json(whole), training.most.json(whole))
    guard case .object(var object) = both else { return both }
    object["exposed_by_group"] = exposedByGroup
    return .object(object)
  }

  private var exposedByGroup: JSONValue {
    .array(
      exposures.map {
        .object(["group": .string($0.group), "mean_s": $0.mean.json, "worst_s": .null])
      })
  }
}

extension BoundedMeasures {
  fileprivate var json: [String: JSONValue] {
    [
      "ranks": .integer(rankCount), "steps": .integer(steps),
      "duration_s": duration.json, "step_time_s": stepTime.json,
      "exposed_communication": .object([
        "mean_s": meanExposedPerStep.json, "mean_fraction": meanExposedFraction.json,
        "worst_s": worstExposedPerStep.json, "worst_fraction": worstExposedFraction.json,
        "worst_rank": .null,
      ]),
      "energy": energy.map { .object(json($0)) } ?? .null,
      "shares": .null, "busiest_link": .null, "traffic": .null, "folding": .null,
    ]
  }

  private func json(_ energy: BoundedEnergy) -> [String: JSONValue] {
    [
      "total_J": energy.total.json, "per_step_J": (energy.total / Double(steps)).json,
      "static_J": energy.staticTotal.json, "dynamic_J": energy.dynamicTotal.json,
      "network_J": JSONValue(energy.network),
      "per_bit_delivered_J": .null, "network_per_bit_delivered_J": .null,
      "average_power_W": energy.averagePower.json, "peak_power_W": energy.peakPower.json,
      "lines": .array(
        energy.lines.map { line in
          .object([
            "component": .string(line.component), "part": .string(line.part.rawValue),
            "includes": .array(line.includes.map(JSONValue.string)),
            "static_J": line.staticEnergy.json, "dynamic_J": line.dynamicEnergy.json,
            "average_power_W": JSONValue(line.energy.ratio(to: duration)),
            "share": JSONValue(line.energy.ratio(to: energy.total)?.map { min($0, 1) }),
          ])
        }),
    ]
  }
}
