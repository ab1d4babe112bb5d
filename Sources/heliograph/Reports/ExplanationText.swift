// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// An explanation for people.
enum ExplanationText {
  static func text(_ explanation: Explanation) -> String {
    var lines = ["\(explanation.name): \(explanation.title)"]
    lines.append("\(explanation.kind), \(explanation.file)")
    for fact in explanation.facts { lines.append("\(fact.key): \(fact.value)") }
    for figure in explanation.figures { lines += [""] + Self.lines(figure) }
    if let budget = explanation.budget { lines += [""] + Self.lines(budget) }
    if let path = explanation.path { lines += [""] + Self.lines(path) }
    if let faults = explanation.faults { lines += [""] + FaultsText.lines(faults) }
    for domain in explanation.domains { lines += [""] + Self.lines(domain) }
    if let bill = explanation.bill { lines += [""] + BillText.lines(bill) }
    if let route = explanation.route { lines += [""] + RouteText.lines(route) }
    if !explanation.composition.isEmpty {
      lines += ["", "what became of each figure of energy and power:"]
      lines += explanation.composition.flatMap { Wrapping.lines("  " + $0) }
    }
    if !explanation.notes.isEmpty { lines.append("") }
    lines += explanation.notes.flatMap { Wrapping.lines("note: " + $0) }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ row: Explanation.FigureRow) -> [String] {
    var lines = ["\(row.key) = \(ranged(row.amount))   \(row.meaning)"]
    var facts = ["grade \(row.grade)"]
    if let kind = row.kind { facts.append(kind) }
    if let year = row.year { facts.append("\(year)") }
    lines.append("  " + facts.joined(separator: ", "))
    if let boundary = row.boundary { lines += indented("boundary: \(boundary)") }
    if !row.includes.isEmpty {
      lines += indented("includes: \(row.includes.joined(separator: ", "))")
    }
    lines += indented("source: \(row.source)")
    if let notes = row.notes { lines += indented("notes: \(notes)") }
    return lines
  }

  private static func lines(_ path: Explanation.Path) -> [String] {
    var lines = ["from die edge to die edge over \(path.name), both directions busy:"]
    var table = TextTable(.left)
    for line in path.lines {
      table.add([
        "  " + line.figure, line.isStatic ? "static" : "dynamic", ranged(line.energy),
        line.includes.joined(separator: ", "),
      ])
    }
    table.add(["  sum", "", ranged(path.total), "weakest grade \(path.grade)"])
    lines += table.lines
    let loads = path.loads.map {
      "\(Numerals.percent($0.utilisation)) \($0.energy.text)"
    }
    lines.append("  by the part of the time that it is busy: " + loads.joined(separator: ", "))
    for driver in path.drivers {
      lines += indented(
        "\(driver.figure) (grade \(driver.grade)) alone moves the sum from \(driver.atLow.text) to "
          + "\(driver.atHigh.text)")
    }
    return lines
  }

  private static func lines(_ budget: Explanation.Budget) -> [String] {
    var lines = ["optical budget of a wavelength, \(budget.measure):"]
    var table = TextTable(.left)
    table.add(["  sensitivity", "", "", budget.sensitivity.text])
    for line in budget.lines {
      table.add([
        "  " + line.name, Numerals.significant(line.count, digits: 4), line.each.text,
        line.total.text,
      ])
    }
    table.add(["  needed where it enters", "", "", ranged(budget.required)])
    lines += table.lines
    lines.append(
      "  all wavelengths \(budget.opticalTotal.text), lasers \(budget.laserWallPower.text) at the "
        + "wall; the waveguide would hold \(budget.mostWavelengths) wavelengths")
    lines.append(
      budget.isFeasible ? "  it closes; the tightest limit first:" : "  it does not close:")
    lines += budget.limits.flatMap { indented("\($0.text): headroom \($0.headroom.text)") }
    return lines
  }

  private static func lines(_ domain: Explanation.Domain) -> [String] {
    var lines = [
      "\(domain.name)\(domain.isTrunk ? ", trunks" : ""): \(Numerals.count(domain.links)) directed links, \(domain.delivered.text) "
        + "while all are busy"
    ]
    lines += Self.lines(domain.path).map { "  " + $0 }
    for device in domain.devices {
      lines += indented(
        "\(device.place) (\(device.name)) at full rate: \(ranged(device.energy)) "
          + "[\(device.includes.joined(separator: ", "))]")
    }
    lines.append("  the whole path over the links, devices apart: \(ranged(domain.wholePath))")
    lines.append(
      "  counted as the links' own, the rest being in devices' figures: \(domain.counted.text)")
    return lines
  }

  static func ranged(_ amount: Explanation.Amount) -> String {
    guard amount.low != nil || amount.high != nil, amount.low != amount.high else {
      return amount.text
    }
    return "\(amount.text) (\(amount.lowText ?? amount.text) to \(amount.highText ?? amount.text))"
  }

  static func indented(_ text: String) -> [String] {
    Wrapping.lines(text, width: 96).map { "  " + $0 }
  }
}
