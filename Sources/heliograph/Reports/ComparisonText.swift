// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Scenarios

/// Several runs side by side: a row a measure, a column a cluster.
struct ComparisonText {
  let name: String
  let reports: [RunReport]
  /// Whether the collectives of each run get a table.
  var listsCollectives = false

  var text: String {
    let comparison = Comparison(reports.map { ($0.cluster, $0.measures) })
    let columns = zip(reports, comparison.runs).map(column)
    var lines = ["\(name): \(Numerals.count(reports.first?.measures.rankCount ?? 0)) ranks", ""]
    lines += ComparisonTable(columns: columns).lines
    let responses = reports.flatMap { report in
      report.responses.flatMap {
        Wrapping.lines("ceiling (\($0.ceiling)), \(report.cluster): \($0.text)")
      }
    }
    if !responses.isEmpty { lines += [""] + responses }
    if listsCollectives {
      for report in reports {
        lines += ["", "\(report.cluster):"] + CollectiveUseText.table(report.collectives)
      }
    }
    for report in reports {
      let cost = CostText(report: report).lines
      if !cost.isEmpty { lines += ["", "\(report.cluster):"] + cost }
    }
    let notes = reports.flatMap(\.allNotes)
    let distinct = notes.enumerated().filter { notes.firstIndex(of: $1) == $0 }.map(\.element)
    if !distinct.isEmpty { lines.append("") }
    lines += distinct.flatMap { Wrapping.lines("note: \($0)") }
    for report in reports {
      guard let folding = report.measures.folding else { continue }
      lines += Wrapping.lines("folded, \(report.cluster): \(folding.text)")
    }
    lines += reports.compactMap(\.output).map { "timeline: \($0)" }
    return lines.joined(separator: "\n")
  }

  /// The first cell is the cluster, then one a row of `labels`.
  private func column(_ report: RunReport, _ run: Comparison.Run) -> [(String, String)] {
    let rows = MeasureRows(measures: report.measures)
    var cells = [("", report.cluster)]
    cells.append(("accelerators", Numerals.count(report.acceleratorCount)))
    for row in rows.time {
      cells.append((row.label, row.text))
      if row.label == "step time" { cells.append(("  speed-up", Numerals.times(run.speedUp))) }
    }
    for row in rows.energy {
      cells.append((row.label, row.text))
      if row.label == "energy a step" {
        cells.append(("  against the first", run.energyRatio.map(Numerals.times) ?? "-"))
      }
    }
    if let training = report.training { cells += TrainingText(outcome: training).comparable }
    for verdict in report.verdicts {
      cells.append(("ceiling (\(verdict.ceiling))", verdict.text))
    }
    return cells
  }
}
