// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// A cluster's bill for people.
enum BillText {
  static func lines(_ bill: Explanation.Bill) -> [String] {
    var lines = [
      "what it draws, idle and busy (every accelerator computes, every link carries its rate both "
        + "ways):"
    ]
    var table = TextTable(.left)
    table.add(["  kind", "number", "", "each", "together", "share"])
    for line in bill.lines {
      let name = "  \(line.kind): \(line.name)" + (line.domain.map { " (\($0))" } ?? "")
      let number = Numerals.significant(line.count, digits: 9)
      table.add([
        name, number, "idle", ranged(line.each.idle), ranged(line.all.idle),
        share(line.idleShare),
      ])
      table.add([
        "", "", "busy", ranged(line.each.busy), ranged(line.all.busy), share(line.busyShare),
      ])
    }
    func add(_ name: String, _ power: Explanation.Bill.Power) {
      table.add([name, "", "idle", "", ranged(power.idle)])
      table.add(["", "", "busy", "", ranged(power.busy)])
    }
    add("  all equipment", bill.equipment)
    add("  per accelerator", bill.perAccelerator)
    if let rack = bill.rack {
      add("  per rack of \(rack.accelerators), \(Numerals.count(rack.count)) of them", rack.power)
    }
    add("  site, times \(factor(bill.powerUsageEffectiveness))", bill.site)
    lines += table.lines
    // What moves the site's power by less than a hundredth of the widest is left to programs.
    let widest = bill.drivers.map { ($0.atHigh.value - $0.atLow.value).magnitude }.max() ?? 0
    for driver in bill.drivers
    where (driver.atHigh.value - driver.atLow.value).magnitude * 100 >= widest {
      lines += ExplanationText.indented(
        "\(driver.figure) (grade \(driver.grade)) alone moves the busy site from "
          + "\(driver.atLow.text) to \(driver.atHigh.text)")
    }
    for verdict in bill.verdicts {
      lines += ExplanationText.indented(
        "budget of the \(verdict.scope), \(verdict.limit.text): \(verdict.outcome), "
          + "busy \(ranged(verdict.power))")
    }
    return lines + [""] + cost(bill)
  }

  private static func cost(_ bill: Explanation.Bill) -> [String] {
    var lines = ["what it costs:"]
    var table = TextTable(.left)
    for line in bill.lines {
      let name = "  \(line.kind): \(line.name)" + (line.domain.map { " (\($0))" } ?? "")
      let number = Numerals.significant(line.count, digits: 9)
      if let record = line.pricedIn {
        table.add([name, number, "in the price of \(record)"])
      } else if let price = line.price, let cost = line.cost {
        table.add([name, number, ranged(price), ranged(cost)])
      } else {
        table.add([name, number, "no public price"])
      }
    }
    lines += table.lines
    if let cost = bill.cost {
      lines.append("  all of it: \(ranged(cost))")
    } else {
      let known = bill.knownCost.map { "what has a price is \(ranged($0)), a lower part of it" }
      lines += ExplanationText.indented(
        "all of it is not determinable: no price of \(bill.withoutPrice.joined(separator: ", "))"
          + "; \(known ?? "nothing has a price")")
    }
    return lines
  }

  private static func share(_ share: Explanation.Bill.Ratio) -> String {
    let value = Numerals.percent(share.value)
    let (low, high) = (Numerals.percent(share.low), Numerals.percent(share.high))
    return low == high ? value : "\(value) (\(low) to \(high))"
  }

  private static func factor(_ factor: Explanation.Bill.Ratio) -> String {
    let value = Numerals.significant(factor.value, digits: 4)
    guard factor.low != factor.high else { return value }
    let (low, high) = (factor.low, factor.high)
    return "\(value) (\(Numerals.significant(low, digits: 4)) to "
      + "\(Numerals.significant(high, digits: 4)))"
  }

  private static func ranged(_ amount: Explanation.Amount) -> String {
    ExplanationText.ranged(amount)
  }
}
