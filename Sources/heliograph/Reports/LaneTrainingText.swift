// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// What training amounts to where lanes answered, as rows.
struct LaneTrainingText {
  let run: LaneRun
  let training: LaneTraining
  var whole: WholeTraining?
  var isNarrow = false

  typealias Row = BoundedRows.Row

  /// What does not depend on the step's time.
  private var plain: TrainingText { TrainingText(outcome: training.least) }
  private var units: String { plain.units }
  private var bounded: BoundedRows { BoundedRows(measures: run.measures, isNarrow: isNarrow) }

  var lines: [String] {
    var table = TextTable(.left)
    for row in rows { table.add([row.label, row.text]) }
    return table.lines
  }

  private var rows: [Row] {
    let causal = percent(\.causalUtilisation)
    let full = percent(\.fullUtilisation)
    let speed = training.figure(\.causalSpeed).ends { "\($0)" }
    return [
      ("model", plain.model), ("software", training.least.software.joined(separator: ", ")),
      (training.least.unit == nil ? "samples" : "\(units)s", pace),
      ("", "\(paceOfEach) an accelerator"),
      ("model FLOP/s utilisation", "\(causal) causal, \(full) full"), ("", "\(speed) causal"),
      ("hardware FLOP/s utilisation", percent(\.hardwareUtilisation)),
    ] + bounded.exposures(run.exposures) + energy + plain.memory + wholeRows
  }

  /// What a table of several clusters has beside the measures of every run.
  var comparable: [Row] {
    [
      ("\(units)s a second", unitsPerSecond),
      ("model FLOP/s utilisation, causal", percent(\.causalUtilisation)),
    ] + bounded.exposures(run.exposures) + energy
  }

  private var unitsPerSecond: String {
    training.figure(\.unitsPerSecond).ends { Numerals.count(Int($0.rounded())) }
  }

  private var pace: String {
    training.figure(\.unitsPerSecond).text { Numerals.count(Int($0.rounded())) + "/s" }
  }

  private var paceOfEach: String {
    training.figure(\.unitsPerSecondAndAccelerator)
      .ends { Numerals.significant($0, digits: 4) + "/s" }
  }

  private func percent(_ figure: (TrainingMeasures) -> Double) -> String {
    training.figure(figure).ends(Numerals.percent)
  }

  private var energy: [Row] {
    training.knownFigure(\.energyPerUnit).map { [("energy a \(units)", bounded.text($0))] }
      ?? []
  }

  private var wholeRows: [Row] {
    guard let whole else { return [] }
    let unknown = "not determinable"
    let days = training.figure { $0.time(forUnits: whole.tokens) / .days(1) }
    let energy = training.knownFigure { $0.energy(forUnits: whole.tokens) }
    var rows: [Row] = [
      (
        "training on \(Numerals.count(Int(whole.tokens))) \(units)s",
        days.text { Numerals.significant($0, digits: 4) + " days" }
      ),
      (
        "  energy",
        energy?.text { Numerals.significant($0 / .kilowattHours(1e6), digits: 4) + " GWh" }
          ?? unknown
      ),
    ]
    if whole.tariff.electricity != nil {
      let cost = training.knownFigure { whole.cost($0.energy(forUnits: whole.tokens)) }
      rows.append(("  electricity", cost.map { bounded.text($0) } ?? unknown))
    }
    if whole.tariff.carbon != nil {
      let carbon = training.knownFigure { whole.carbon($0.energy(forUnits: whole.tokens)) }
      rows.append(("  carbon dioxide", carbon.map { bounded.text($0) } ?? unknown))
    }
    return rows
  }
}
