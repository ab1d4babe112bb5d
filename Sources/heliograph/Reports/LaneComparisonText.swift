// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Scenarios

/// Several runs that lanes answered side by side: a row a measure, a column a cluster.
struct LaneComparisonText {
  let name: String
  let runs: [LaneRun]

  private var comparison: BoundedComparison {
    BoundedComparison(runs.map { ($0.cluster, $0.measures) })
  }

  var text: String {
    var lines = ["\(name): \(Numerals.count(runs.first?.measures.rankCount ?? 0)) ranks", ""]
    lines += ComparisonTable(columns: zip(runs, comparison.runs).map(column)).lines
    lines += ["", LaneRun.engineLine(of: runs)]
    let notes = runs.flatMap(\.allNotes)
    let distinct = notes.enumerated().filter { notes.firstIndex(of: $1) == $0 }.map(\.element)
    lines += distinct.flatMap { Wrapping.lines("note: \($0)") }
    return lines.joined(separator: "\n")
  }

  private func column(_ run: LaneRun, _ compared: BoundedComparison.Run) -> [BoundedRows.Row] {
    let rows = BoundedRows(measures: run.measures, isNarrow: true)
    var cells: [BoundedRows.Row] = [
      ("", run.cluster), ("accelerators", Numerals.count(run.acceleratorCount)),
    ]
    for row in rows.time {
      cells.append(row)
      if row.label == "step time" {
        if !run.measures.stepTime.isExact {
          cells.append(("  within", Numerals.percent(run.measures.stepTime.width)))
        }
        cells.append(("  speed-up", compared.speedUp?.ends(Numerals.times) ?? "-"))
      }
    }
    for row in rows.energy {
      cells.append(row)
      if row.label == "energy a step" {
        cells.append(("  against the first", compared.energyRatio?.ends(Numerals.times) ?? "-"))
      }
    }
    if let training = run.training {
      cells += LaneTrainingText(run: run, training: training, isNarrow: true).comparable
    } else {
      cells += rows.exposures(run.exposures)
    }
    return cells
  }

  var json: JSONValue {
    let objects = zip(runs, comparison.runs).map { run, compared in
      JSONValue.object(
        run.json().merging([
          "speed_up": JSONValue(compared.speedUp),
          "energy_ratio": JSONValue(compared.energyRatio),
          "network_energy_per_bit_ratio": .null,
          "average_power_ratio": JSONValue(compared.averagePowerRatio),
        ]) { first, _ in first })
    }
    return .object([
      "name": .string(name), "baseline": JSONValue(runs.first?.cluster), "runs": .array(objects),
    ])
  }
}
