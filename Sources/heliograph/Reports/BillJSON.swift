// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// A cluster's bill for programs. What cannot be determined is null, never zero.
enum BillJSON {
  static func value(_ bill: Explanation.Bill) -> JSONValue {
    var object: [String: JSONValue] = [
      "lines": .array(bill.lines.map(line)),
      "accelerators": .integer(bill.accelerators),
      "pue": share(bill.powerUsageEffectiveness),
      "cost": cost(bill),
      "site_busy_drivers": .array(
        bill.drivers.map { driver in
          .object([
            "figure": .string(driver.figure), "grade": .string(driver.grade),
            "at_low_W": .number(driver.atLow.value), "at_high_W": .number(driver.atHigh.value),
          ])
        }),
      "budget": .array(
        bill.verdicts.map { verdict in
          .object([
            "scope": .string(verdict.scope), "limit_W": .number(verdict.limit.value),
            "busy_W": ExplanationJSON.amount(verdict.power),
            "outcome": .string(verdict.outcome),
          ])
        }),
    ]
    object["equipment"] = power(bill.equipment)
    object["per_accelerator"] = power(bill.perAccelerator)
    object["site"] = power(bill.site)
    object["per_rack"] =
      bill.rack.map { rack in
        .object([
          "racks": .integer(rack.count), "accelerators": .integer(rack.accelerators),
          "idle_W": ExplanationJSON.amount(rack.power.idle),
          "busy_W": ExplanationJSON.amount(rack.power.busy),
        ])
      } ?? .null
    return .object(object)
  }

  private static func line(_ line: Explanation.Bill.Line) -> JSONValue {
    .object([
      "kind": .string(line.kind), "name": .string(line.name), "domain": JSONValue(line.domain),
      "number": .number(line.count),
      "includes": .array(line.includes.map(JSONValue.string)),
      "not_added": .array(line.covered.map(JSONValue.string)),
      "each": power(line.each), "together": power(line.all),
      "idle_share": share(line.idleShare), "busy_share": share(line.busyShare),
      "price_USD": amount(line.price), "cost_USD": amount(line.cost),
      "price_in": JSONValue(line.pricedIn),
    ])
  }

  private static func cost(_ bill: Explanation.Bill) -> JSONValue {
    .object([
      "total_USD": amount(bill.cost), "known_USD": amount(bill.knownCost),
      "determinable": .boolean(bill.cost != nil),
      "without_price": .array(bill.withoutPrice.map(JSONValue.string)),
    ])
  }

  private static func power(_ power: Explanation.Bill.Power) -> JSONValue {
    .object([
      "idle_W": ExplanationJSON.amount(power.idle), "busy_W": ExplanationJSON.amount(power.busy),
    ])
  }

  private static func share(_ share: Explanation.Bill.Ratio) -> JSONValue {
    .object([
      "value": .number(share.value), "low": .number(share.low), "high": .number(share.high),
    ])
  }

  private static func amount(_ amount: Explanation.Amount?) -> JSONValue {
    amount.map(ExplanationJSON.amount) ?? .null
  }
}
