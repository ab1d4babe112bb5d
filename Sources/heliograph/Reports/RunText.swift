// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// One run as text, at most 100 columns wide.
struct RunText {
  let report: RunReport
  /// Whether the collectives get a table instead of a line.
  var listsCollectives = false
  /// The training of which a step was simulated, where somebody asked for it.
  var whole: WholeTraining?

  var text: String {
    let measures = report.measures
    var lines = [
      Self.title(
        report.name, on: report.cluster, ranks: measures.rankCount,
        accelerators: report.acceleratorCount, steps: measures.steps), "",
    ]
    lines += Self.lines(of: measures)
    if let training = report.training {
      lines += [""] + TrainingText(outcome: training, whole: whole).lines
    }
    let cost = CostText(report: report, whole: whole).lines
    if !cost.isEmpty { lines += [""] + cost }
    if !report.jobs.isEmpty { lines += [""] + Self.table(of: report.jobs) }
    lines += Self.algorithms(report.algorithms, report.protocols)
    if listsCollectives {
      lines += [""] + CollectiveUseText.table(report.collectives)
    } else {
      lines += CollectiveUseText.summary(report.collectives)
    }
    lines += report.verdicts.map { "ceiling (\($0.ceiling)): \($0.text)" }
    lines += report.responses.map { "ceiling (\($0.ceiling)): \($0.text)" }
    lines += report.noteLines
    if let output = report.output { lines.append("timeline: \(output)") }
    return lines.joined(separator: "\n")
  }

  /// `tiny on dgx-h100-node: 4 ranks, 8 accelerators, 1 step`
  static func title(
    _ name: String, on cluster: String, ranks: Int, accelerators: Int, steps: Int
  ) -> String {
    "\(name) on \(cluster): \(Numerals.count(ranks)) ranks, \(Numerals.count(accelerators)) "
      + "accelerators, \(steps == 1 ? "1 step" : "\(steps) steps")"
  }

  /// `collectives by: ring, direct (ll)`, with a line before it; nothing where there are none.
  static func algorithms(_ algorithms: [String], _ protocols: [String]) -> [String] {
    guard !algorithms.isEmpty else { return [] }
    let by = protocols.isEmpty ? "" : " (\(protocols.joined(separator: ", ")))"
    return ["", "collectives by: " + algorithms.joined(separator: ", ") + by]
  }

  /// Measures, the busiest link, traffic and the ledger.
  static func lines(of measures: Measures) -> [String] {
    var table = TextTable(.left)
    for row in MeasureRows(measures: measures).all { table.add([row.label, row.text]) }
    if let link = measures.busiestLink {
      table.add(["busiest link, \(link.name)", Numerals.percent(link.utilisation)])
    }
    table.add(["delivered", "\(measures.traffic.bytesReceived)"])
    table.add(["flows", Numerals.count(measures.traffic.flows)])
    var lines = table.lines
    if let folding = measures.folding { lines += Wrapping.lines("folded: \(folding.text)") }
    if let energy = measures.energy { lines += [""] + ledger(energy) }
    return lines
  }

  private static func table(of jobs: [JobOutcome]) -> [String] {
    var table = TextTable(["job", "ranks", "start", "end", "duration"])
    for job in jobs {
      table.add([
        job.name, Numerals.count(job.rankCount), "\(job.start)", "\(job.end)", "\(job.duration)",
      ])
    }
    return table.lines
  }

  private static func ledger(_ energy: EnergyMeasures) -> [String] {
    var table = TextTable(["energy by component", "static", "dynamic", "share", "average power"])
    for line in energy.lines {
      table.add([
        line.component, "\(line.staticEnergy)", "\(line.dynamicEnergy)",
        Numerals.percent(line.share), "\(line.averagePower)",
      ])
    }
    table.add([
      "total", "\(energy.staticTotal)", "\(energy.dynamicTotal)", Numerals.percent(1),
      "\(energy.averagePower)",
    ])
    return table.lines
  }
}

extension RunReport {
  /// Notes, with one for however many the cluster's own figures have: `lint` and JSON list those.
  var allNotes: [String] { notes + ClusterNotes.line(clusterNotes, of: cluster) }

  var noteLines: [String] { allNotes.flatMap { Wrapping.lines("note: \($0)") } }
}
