// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// The figures of a run as rows of a table: a label and a text.
struct MeasureRows {
  let measures: Measures

  /// What both a single run and a comparison print, in one order.
  var all: [(label: String, text: String)] {
    time + energy
  }

  var time: [(label: String, text: String)] {
    let worst =
      measures.shares.worstRank.map { rank in
        "\(measures.worstExposedPerStep) (\(Numerals.percent(measures.worstExposedFraction)), "
          + "rank \(rank))"
      } ?? "-"
    return [
      ("step time", "\(measures.stepTime)"),
      (
        "exposed communication, mean",
        "\(measures.meanExposedPerStep) (\(Numerals.percent(measures.meanExposedFraction)))"
      ),
      ("exposed communication, worst", worst),
      ("computing", Numerals.percent(measures.shares.computing)),
      ("waiting", Numerals.percent(measures.shares.waiting)),
      ("idle", Numerals.percent(measures.shares.idle)),
    ]
  }

  var energy: [(label: String, text: String)] {
    let unknown = "not determinable"
    guard let energy = measures.energy else {
      return [("energy a step", unknown), ("average power", unknown)]
    }
    let parts = LedgerPart.allCases.map { part in
      energy.energy(of: part).map { ("  \(part.rawValue)", self.part($0, of: energy)) }
    }
    return [
      ("energy a step", "\(energy.total / Double(measures.steps))"),
      ("  static", part(energy.staticTotal, of: energy)),
      ("  dynamic", part(energy.dynamicTotal, of: energy)),
    ] + parts.compactMap { $0 } + [
      ("energy per bit delivered", energy.perBitDelivered.map(Numerals.perBit) ?? "-"),
      ("  of the network alone", energy.networkPerBitDelivered.map(Numerals.perBit) ?? "-"),
      ("average power", "\(energy.averagePower)"),
      ("peak power", energy.peakPower.map { "\($0)" } ?? "not recorded"),
    ]
  }

  private func part(_ part: Joules, of energy: EnergyMeasures) -> String {
    let share = energy.total > .zero ? part / energy.total : 0
    return "\(part / Double(measures.steps)) (\(Numerals.percent(share)))"
  }
}

extension CeilingVerdict {
  /// `holds, 3 MW left` or `broken by 1 MW (first at 0.2 s)`
  var text: String {
    if holds { return "holds, \(headroom) left" }
    return "broken by \(headroom.with(-headroom.number))"
      + (unit.map { " by \(ceiling.scope.rawValue) \($0)" } ?? "")
      + (firstBreach.map { ", first at \($0)" } ?? "")
  }
}
