// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

/// The best plans as a table, and the first as `train` takes it.
struct PlanText {
  let report: PlanReport
  let top: Int
  private let width = 120

  var text: String {
    var lines = [heading, ""]
    var titles = [
      "", "tp", "cp", "pp", "dp", "ep", "batch", "parts", "zero", "recompute", "order", "step",
      "predicted", "off", "power", "memory",
    ]
    if !report.ceilings.isEmpty { titles.append("clock") }
    if tellsCost { titles.append("a Mtoken") }
    var table = TextTable(titles)
    for (row, plan) in report.plans.prefix(top).enumerated() { table.add(cells(row, plan)) }
    if report.plans.isEmpty {
      lines += ["no plan that was played stays within; --replay plays more", ""] + counts
    } else {
      lines += table.lines + [""] + counts
    }
    if let first = report.plans.first {
      lines += ["", "the first as train takes it:", "  --plan \(first.spelled)"]
      if first.order.axes != ["tp", "cp", "dp", "pp"] {
        lines.append(
          "  placement: {order: [\(first.order.axes.joined(separator: ", "))]}, in a scenario")
      }
    }
    for note in report.notes { lines += Wrapping.lines("note: " + note, width: width) }
    return lines.joined(separator: "\n")
  }

  private var tellsCost: Bool { report.plans.contains { $0.cost != nil } }

  private var heading: String {
    "\(report.model) on \(Numerals.count(report.accelerators)) accelerators of \(report.cluster), "
      + "global batch \(Numerals.count(report.globalBatch)), \(report.software)"
      + (report.mostPower.map { ", at most \($0)" } ?? "")
      + (report.mostCost.map { ", at most \($0) a million tokens" } ?? "")
      + report.ceilings.map { "; ceiling (\($0))" }.joined()
  }

  private func cells(_ row: Int, _ ranked: RankedPlan) -> [String] {
    let plan = ranked.plan
    let power = ranked.played?.power ?? Watts(rawValue: ranked.predicted.watts)
    var cells = [
      "\(row + 1)", "\(plan.tensor)", "\(plan.context)", "\(plan.pipeline)", "\(plan.data)",
      "\(plan.expert)", "\(plan.microbatch)", "\(plan.interleave)",
    ]
    cells += [
      plan.sharding.rawValue, plan.recompute.rawValue, ranked.order.axes.joined(separator: "-"),
    ]
    cells.append(ranked.played.map { "\($0.step)" } ?? "-")
    cells.append("\(Seconds.seconds(ranked.predicted.seconds))")
    cells.append(ranked.difference.map(Numerals.percent) ?? "-")
    cells += ["\(power)", "\(Bytes(rawValue: ranked.predicted.memory))"]
    if !report.ceilings.isEmpty { cells.append(ranked.played.map(Self.clock) ?? "-") }
    if tellsCost { cells.append(ranked.cost?.known.map { "\($0.value)" } ?? "-") }
    return cells
  }

  /// What all that throttled leave of the full clock, in percent.
  private static func clock(_ played: PlayedPlan) -> String {
    let clocks = played.responses.map { response in
      if case .throttled(_, let clock, _) = response.kind { return clock }
      return 1
    }
    return Numerals.percent(clocks.reduce(1, *))
  }

  private var counts: [String] {
    let counts = report.counts
    var line =
      "\(Numerals.count(counts.legal)) legal plans: \(Numerals.count(counts.tooLarge)) too large, "
      + "\(Numerals.count(counts.evaluated)) evaluated, \(Numerals.count(counts.pruned)) slower "
      + "by their arithmetic alone"
    if report.mostPower != nil { line += ", \(Numerals.count(counts.tooHot)) above the power" }
    if report.mostCost != nil { line += ", \(Numerals.count(counts.tooDear)) above the cost" }
    let hasLimits =
      report.mostPower != nil || report.mostCost != nil || !report.ceilings.isEmpty
    if hasLimits { line += "; of those played \(report.dropped) do not stay within" }
    return Wrapping.lines(line, width: width)
  }
}
