// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

extension Measures {
  /// Keys end in the unit. `energy` is null where it is not determinable.
  var json: [String: JSONValue] {
    [
      "ranks": .integer(rankCount),
      "steps": .integer(steps),
      "duration_s": .number(duration.rawValue),
      "step_time_s": .number(stepTime.rawValue),
      "exposed_communication": .object([
        "mean_s": .number(meanExposedPerStep.rawValue),
        "mean_fraction": .number(meanExposedFraction),
        "worst_s": .number(worstExposedPerStep.rawValue),
        "worst_fraction": .number(worstExposedFraction),
        "worst_rank": JSONValue(shares.worstRank),
      ]),
      "shares": .object([
        "computing": .number(shares.computing), "communicating": .number(shares.communicating),
        "waiting": .number(shares.waiting), "idle": .number(shares.idle),
      ]),
      "busiest_link": busiestLink.map {
        .object(["name": .string($0.name), "utilisation": .number($0.utilisation)])
      } ?? .null,
      "traffic": .object([
        "flows": .integer(traffic.flows),
        "flow_classes": .integer(traffic.flowClasses),
        "bytes_sent": .number(traffic.bytesSent.rawValue),
        "bytes_received": .number(traffic.bytesReceived.rawValue),
        "link_bytes": .number(traffic.linkBytes.rawValue),
        "batches": .integer(traffic.batches),
        "solves": .integer(traffic.solves),
        "events": .integer(traffic.events),
      ]),
      "energy": energy.map { .object($0.json(steps: steps)) } ?? .null,
      "folding": folding?.json ?? .null,
    ]
  }
}

extension EnergyMeasures {
  fileprivate func json(steps: Int) -> [String: JSONValue] {
    [
      "total_J": .number(total.rawValue),
      "per_step_J": .number(total.rawValue / Double(steps)),
      "static_J": .number(staticTotal.rawValue),
      "dynamic_J": .number(dynamicTotal.rawValue),
      "network_J": JSONValue(network?.rawValue),
      "per_bit_delivered_J": JSONValue(perBitDelivered?.rawValue),
      "network_per_bit_delivered_J": JSONValue(networkPerBitDelivered?.rawValue),
      "average_power_W": .number(averagePower.rawValue),
      "peak_power_W": JSONValue(peakPower?.rawValue),
      "lines": .array(
        lines.map { line in
          .object([
            "component": .string(line.component), "part": .string(line.part.rawValue),
            "includes": .array(line.includes.map(JSONValue.string)),
            "static_J": .number(line.staticEnergy.rawValue),
            "dynamic_J": .number(line.dynamicEnergy.rawValue),
            "average_power_W": .number(line.averagePower.rawValue),
            "share": .number(line.share),
          ])
        }),
    ]
  }
}

extension CeilingVerdict {
  var json: JSONValue {
    .object([
      "ceiling": .string("\(ceiling)"), "holds": .boolean(holds),
      "scope": .string(ceiling.scope.rawValue),
      "on_breach": .string(ceiling.response.rawValue),
      "limit_\(unitKey)": .number(ceiling.amount.number),
      "highest_\(unitKey)": .number(highest.number),
      "headroom_\(unitKey)": .number(headroom.number),
      "first_breach_s": JSONValue(firstBreach?.rawValue),
      "unit": unit.map(JSONValue.integer) ?? .null,
    ])
  }

  private var unitKey: String {
    switch highest {
    case .power: "W"
    case .energy: "J"
    }
  }
}

extension JobOutcome {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "ranks": .integer(rankCount), "start_s": .number(start.rawValue),
      "end_s": .number(end.rawValue), "duration_s": .number(duration.rawValue),
    ])
  }
}

extension RunReport {
  var json: [String: JSONValue] { json(nil) }

  /// - Parameter whole: the training of which a step was simulated, where somebody asked for it.
  /// - Returns: keys that end in their units.
  func json(_ whole: WholeTraining?) -> [String: JSONValue] {
    measures.json.merging([
      "name": .string(name), "cluster": .string(cluster),
      "engine": .string(EngineChoice.fluid.rawValue),
      "accelerators": .integer(acceleratorCount),
      "algorithms": .array(algorithms.map(JSONValue.string)),
      "protocols": .array(protocols.map(JSONValue.string)),
      "collectives": .array(collectives.map(\.json)),
      "ceilings": .array(verdicts.map(\.json)),
      "ceiling_responses": .array(responses.map(\.json)),
      "jobs": .array(jobs.map(\.json)),
      "training": training?.json(whole) ?? .null,
      "cost": costJSON(whole),
      "notes": .array(notes.map(JSONValue.string)),
      "cluster_notes": .array(clusterNotes.map(JSONValue.string)),
      "output": JSONValue(output),
      "wall_s": .number(wallTime.rawValue),
    ]) { first, _ in first }
  }
}

extension ComparisonText {
  var json: JSONValue {
    let comparison = Comparison(reports.map { ($0.cluster, $0.measures) })
    let runs = zip(reports, comparison.runs).map { report, run in
      JSONValue.object(
        report.json.merging([
          "speed_up": .number(run.speedUp),
          "energy_ratio": JSONValue(run.energyRatio),
          "network_energy_per_bit_ratio": JSONValue(run.networkEnergyPerBitRatio),
          "average_power_ratio": JSONValue(run.averagePowerRatio),
        ]) { first, _ in first })
    }
    return .object([
      "name": .string(name), "baseline": JSONValue(reports.first?.cluster), "runs": .array(runs),
    ])
  }
}
