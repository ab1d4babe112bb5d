// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

extension Explanation {
  /// The optical budget of a photonic link, line by line.
  package struct Budget: Sendable {
    package struct Line: Sendable {
      package var name: String
      /// How many, or how many metres.
      package var count: Double
      package var each: Amount
      package var total: Amount
    }

    package struct Limit: Sendable {
      package var text: String
      package var headroom: Amount
    }

    /// "average power" or "OMA".
    package var measure: String
    package var sensitivity: Amount
    package var lines: [Line]
    package var required: Amount
    package var opticalTotal: Amount
    package var laserWallPower: Amount
    package var mostWavelengths: Int
    package var isFeasible: Bool
    /// The tightest first.
    package var limits: [Limit]
  }
}

extension Explanation.Budget {
  init(_ budget: PhotonicBudget, required: Derived<LevelDimension>) {
    measure = budget.sensitivity.measure == .oma ? "OMA" : "average power"
    sensitivity = Explanation.Amount(budget.sensitivity.level)
    lines = budget.lines.map { line in
      Line(
        name: line.name, count: line.count, each: Explanation.Amount(line.each),
        total: Explanation.Amount(line.total))
    }
    self.required = Explanation.Amount(required)
    opticalTotal = Explanation.Amount(budget.opticalTotal)
    laserWallPower = Explanation.Amount(budget.laserWallPower)
    mostWavelengths = budget.mostWavelengthsUnderCap
    isFeasible = budget.isFeasible
    limits = budget.headrooms.map {
      Limit(text: $0.limit.description, headroom: Explanation.Amount($0.headroom))
    }
  }

  /// - Throws: `InputError` where the record describes no link.
  init(_ record: Record) throws(InputError) {
    let design = PhotonicDesign(record)
    var nominal = Draw()
    do {
      let budget = try design.budget(&nominal)
      let required = try Derived { draw throws(DeviceLinkError) in
        try design.budget(&draw).requiredPerWavelength
      }
      self.init(budget, required: required)
    } catch { throw InputError("\(error)") }
  }
}
