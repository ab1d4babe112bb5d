// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// The way of a bit for people.
enum RouteText {
  static func lines(_ route: Explanation.Route) -> [String] {
    var lines = [
      "a bit from \(route.from) to \(route.to), from die edge to die edge, links busy both ways:"
    ]
    for (number, stage) in route.stages.enumerated() {
      lines += self.lines(stage, number: number + 1)
    }
    var table = TextTable(.left)
    func add(_ name: String, _ amount: Explanation.Amount, _ note: String = "") {
      table.add(["  " + name, ExplanationText.ranged(amount), note])
    }
    add("links, from die edge to die edge", route.links, "whoever has their figures")
    add("of it the links' own", route.counted)
    add(
      "switches and NICs", route.devices,
      "switches passed: \(Numerals.significant(route.switchesPassed, digits: 4))")
    add("all, each component once", route.total, "weakest grade \(route.grade)")
    add("latency", route.latency, "of the slowest way")
    add("before the first byte of a message", route.overhead, "software")
    lines += table.lines
    for driver in route.drivers.prefix(5) {
      lines += ExplanationText.indented(
        "\(driver.figure) (grade \(driver.grade)) alone moves the sum from \(driver.atLow.text) to "
          + "\(driver.atHigh.text)")
    }
    return lines
  }

  private static func lines(_ stage: Explanation.Route.Stage, number: Int) -> [String] {
    var lines = ["  \(number). \(ways(stage)): \(stage.technology) (\(stage.domain))"]
    var table = TextTable(.left)
    for line in stage.lines {
      table.add([
        "     " + line.figure, line.place, ExplanationText.ranged(line.energy), outcome(line),
      ])
    }
    for line in stage.devices {
      table.add(["     " + line.figure, line.place, ExplanationText.ranged(line.energy), "added"])
    }
    for delay in stage.delays {
      table.add(["     " + delay.name, "", ExplanationText.ranged(delay.time)])
    }
    table.add(["     latency of the hop", "", ExplanationText.ranged(stage.latency)])
    lines += table.lines
    return lines
  }

  private static func outcome(_ line: Explanation.Route.Line) -> String {
    if line.isCounted { return "added" }
    let owner = line.owner ?? ""
    return line.isAdded
      ? "added here; on the ledger in \(owner)" : "not added: in \(owner)"
  }

  private static func ways(_ stage: Explanation.Route.Stage) -> String {
    guard let first = stage.hops.first else { return "" }
    let name = "\(first.from) -> \(first.to)"
    let part = Numerals.percent(first.share)
    if stage.hops.count > 1 {
      return "\(name) and \(stage.hops.count - 1) more like it, \(part) of the bits each"
    }
    return first.share < 1 - 1e-12 ? "\(name), \(part) of the bits" : name
  }
}
