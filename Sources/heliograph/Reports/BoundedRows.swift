// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// The figures of a run between two ends as rows of a table: a label and a text.
struct BoundedRows {
  let measures: BoundedMeasures
  /// Whether several columns stand side by side: of what is not exact the ends alone.
  var isNarrow = false

  typealias Row = (label: String, text: String)

  var all: [Row] { time + energy }

  var time: [Row] {
    [
      ("step time", text(measures.stepTime)),
      (
        "exposed communication, mean",
        text(measures.meanExposedPerStep, measures.meanExposedFraction, of: "the step")
      ),
      (
        "exposed communication, worst",
        text(measures.worstExposedPerStep, measures.worstExposedFraction, of: "the step")
      ),
    ]
  }

  var energy: [Row] {
    let unknown = "not determinable"
    guard let energy = measures.energy else {
      return [("energy a step", unknown), ("average power", unknown)]
    }
    let parts = LedgerPart.allCases.compactMap { part in
      energy.energy(of: part).map { ("  \(part.rawValue)", self.part($0, of: energy)) }
    }
    return [
      ("energy a step", text(energy.total / Double(measures.steps))),
      ("  static", part(energy.staticTotal, of: energy)),
      ("  dynamic", part(energy.dynamicTotal, of: energy)),
    ] + parts + [
      ("average power", text(energy.averagePower)),
      ("peak power", text(energy.peakPower)),
    ]
  }

  private func part(_ part: Interval<Joules>, of energy: BoundedEnergy) -> String {
    text(
      part / Double(measures.steps), part.ratio(to: energy.total)?.map { min($0, 1) },
      of: "the energy")
  }

  /// By kind of group, a step's mean.
  func exposures(_ exposures: [LaneRun.Exposure]) -> [Row] {
    exposures.map { exposure in
      let fraction = exposure.mean.ratio(to: measures.duration)?.map { min($0, 1) }
      return (
        "  exposed over \(exposure.group)",
        text(exposure.mean / Double(measures.steps), fraction, of: "the step")
      )
    }
  }

  func text<D>(_ interval: Interval<Quantity<D>>) -> String {
    isNarrow ? interval.ends { "\($0)" } : interval.text { "\($0)" }
  }

  /// `2.1 ms (12.3 %)`, or both ends and of what they are which part.
  func text<D>(
    _ interval: Interval<Quantity<D>>, _ fraction: Interval<Double>?, of whole: String
  ) -> String {
    let text = text(interval)
    guard let fraction, interval.isExact || !isNarrow else { return text }
    let percent = fraction.ends(Numerals.percent)
    return interval.isExact ? "\(text) (\(percent))" : "\(text), \(percent) of \(whole)"
  }

  /// Lines of the ledger, both ends of each figure.
  static func ledger(_ energy: BoundedEnergy) -> [String] {
    var table = TextTable(["energy by component", "static", "dynamic"])
    func add(_ name: String, _ fixed: Interval<Joules>, _ moving: Interval<Joules>) {
      table.add([name, fixed.ends { "\($0)" }, moving.ends { "\($0)" }])
    }
    for line in energy.lines { add(line.component, line.staticEnergy, line.dynamicEnergy) }
    add("total", energy.staticTotal, energy.dynamicTotal)
    return table.lines
  }
}
