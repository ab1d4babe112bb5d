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
  /// Columns of text.
  let width = 100

  var text: String {
    let comparison = Comparison(reports.map { ($0.cluster, $0.measures) })
    let columns = zip(reports, comparison.runs).map(column)
    var lines = ["\(name): \(Numerals.count(reports.first?.measures.rankCount ?? 0)) ranks", ""]
    lines += blocks(of: columns).joined(separator: [""])
    if listsCollectives {
      for report in reports {
        lines += ["", "\(report.cluster):"] + CollectiveUseText.table(report.collectives)
      }
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

  /// As many clusters beside each other as fit.
  private func blocks(of columns: [[(String, String)]]) -> [[String]] {
    var blocks: [[String]] = []
    var rest = columns[...]
    while !rest.isEmpty {
      var count = rest.count
      var lines = table(rest.prefix(count))
      while count > 1, lines.contains(where: { $0.count > width }) {
        count -= 1
        lines = table(rest.prefix(count))
      }
      blocks.append(lines)
      rest = rest.dropFirst(count)
    }
    return blocks
  }

  private func table(_ columns: ArraySlice<[(String, String)]>) -> [String] {
    // A cluster without power figures has fewer rows: every label of any column gets one.
    var labels: [String] = []
    for column in columns.sorted(by: { $0.count > $1.count }) {
      for (label, _) in column where !labels.contains(label) { labels.append(label) }
    }
    var table = TextTable(.right)
    for label in labels {
      table.add([label] + columns.map { $0.first { $0.0 == label }?.1 ?? "-" })
    }
    return table.lines
  }
}
