// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// One run that lanes answered as text, at most 100 columns wide.
struct LaneRunText {
  let run: LaneRun
  /// The training of which a step was simulated, where somebody asked for it.
  var whole: WholeTraining?

  var text: String {
    let measures = run.measures
    var lines = [
      RunText.title(
        run.name, on: run.cluster, ranks: measures.rankCount, accelerators: run.acceleratorCount,
        steps: measures.steps), "",
    ]
    var table = TextTable(.left)
    let rows = BoundedRows(measures: measures)
    let exposures = run.training == nil ? rows.exposures(run.exposures) : []
    for row in rows.time + exposures + rows.energy { table.add([row.label, row.text]) }
    lines += table.lines
    if let energy = measures.energy { lines += [""] + BoundedRows.ledger(energy) }
    if let training = run.training {
      lines += [""] + LaneTrainingText(run: run, training: training, whole: whole).lines
    }
    lines += RunText.algorithms(run.algorithms, run.protocols)
    lines.append(LaneRun.engineLine(of: [run]))
    lines += run.noteLines
    return lines.joined(separator: "\n")
  }
}

extension LaneRun {
  /// Which engine answered runs, and how well.
  static func engineLine(of runs: [LaneRun]) -> String {
    guard runs.allSatisfy(\.isExact) else {
      return "engine: lanes; what flows take lies between the ends"
    }
    let isPeakExact = runs.allSatisfy { $0.measures.energy?.peakPower.isExact ?? true }
    return "engine: lanes; every figure \(isPeakExact ? "" : "but peak power ")is exact"
  }

  var allNotes: [String] { notes + ClusterNotes.line(clusterNotes, of: cluster) }

  var noteLines: [String] { allNotes.flatMap { Wrapping.lines("note: \($0)") } }
}
