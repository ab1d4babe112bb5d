// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

extension PlanReport {
  /// - Parameter top: plans that are told.
  /// - Returns: what `plan --json` prints.
  func json(top: Int) -> JSONValue {
    .object([
      "model": .string(model), "cluster": .string(cluster), "software": .string(software),
      "accelerators": .integer(accelerators), "global_batch": .integer(globalBatch),
      "cost_limit_USD": JSONValue(mostCost?.rawValue),
      "power_limit_W": JSONValue(mostPower?.rawValue),
      "ceilings": .array(ceilings.map { .string("\($0)") }),
      "plans": .array(plans.prefix(top).map(\.json)),
      "legal": .integer(counts.legal), "too_large": .integer(counts.tooLarge),
      "pruned": .integer(counts.pruned), "evaluated": .integer(counts.evaluated),
      "above_power": .integer(counts.tooHot), "above_cost": .integer(counts.tooDear),
      "above_limits_played": .integer(dropped),
      "notes": .array(notes.map(JSONValue.string)),
    ])
  }

  /// One line a plan behind a line of titles.
  func commaSeparated(top: Int) -> String {
    let titles = [
      "place", "predicted_place", "plan", "order", "step_time_s", "predicted_s", "power_W",
      "predicted_power_W", "memory_B", "known_cost_USD_per_million_tokens",
    ]
    var lines = [titles.joined(separator: ",")]
    for (row, ranked) in plans.prefix(top).enumerated() {
      var cells = ["\(row + 1)", "\(ranked.predictedPlace)", "\"\(ranked.spelled)\""]
      cells.append(ranked.order.axes.joined(separator: "-"))
      cells.append(Self.cell(ranked.played?.step.rawValue))
      cells.append(Self.cell(ranked.predicted.seconds))
      cells.append(Self.cell(ranked.played?.power?.rawValue))
      cells += [Self.cell(ranked.predicted.watts), Self.cell(ranked.predicted.memory)]
      cells.append(Self.cell(ranked.cost?.known?.value.rawValue))
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cell(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
}

extension RankedPlan {
  var json: JSONValue {
    .object([
      "plan": .string(spelled), "order": .array(order.axes.map(JSONValue.string)),
      "predicted_place": .integer(predictedPlace), "predicted_s": .number(predicted.seconds),
      "predicted_power_W": .number(predicted.watts), "memory_B": .number(predicted.memory),
      "step_time_s": JSONValue(played?.step.rawValue),
      "power_W": JSONValue(played?.power?.rawValue),
      "energy_J": JSONValue(played?.energy?.rawValue), "difference": JSONValue(difference),
      "cost_per_million_tokens": cost?.json ?? .null,
      "ceiling_responses": .array(played?.responses.map(\.json) ?? []),
    ])
  }
}
