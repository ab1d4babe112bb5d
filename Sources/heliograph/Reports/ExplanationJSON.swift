// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Scenarios

/// An explanation for programs: values in the units of files' quantities, stored as SI units.
enum ExplanationJSON {
  static func value(_ explanation: Explanation) -> JSONValue {
    var object: [String: JSONValue] = [
      "name": .string(explanation.name), "title": .string(explanation.title),
      "kind": .string(explanation.kind), "file": .string(explanation.file),
      "figures": .array(explanation.figures.map(figure)),
      "facts": .object(
        Dictionary(
          explanation.facts.map { ($0.key, .string($0.value)) },
          uniquingKeysWith: { first, _ in first })),
      "notes": .array(explanation.notes.map(JSONValue.string)),
    ]
    if let path = explanation.path { object["path"] = self.path(path) }
    if let budget = explanation.budget { object["optical_budget"] = self.budget(budget) }
    if explanation.kind == "cluster" {
      object["domains"] = .array(explanation.domains.map(domain))
      object["bill"] = explanation.bill.map(BillJSON.value) ?? .null
      if let route = explanation.route { object["route"] = RouteJSON.value(route) }
      object["composition"] = .array(explanation.composition.map(JSONValue.string))
    }
    if let faults = explanation.faults { object["faults"] = FaultsText.json(faults) }
    return .object(object)
  }

  static func amount(_ amount: Explanation.Amount) -> JSONValue {
    .object([
      "text": .string(amount.text), "value": .number(amount.value),
      "low": JSONValue(amount.low), "high": JSONValue(amount.high),
    ])
  }

  private static func figure(_ row: Explanation.FigureRow) -> JSONValue {
    .object([
      "key": .string(row.key), "amount": amount(row.amount), "meaning": .string(row.meaning),
      "year": JSONValue(row.year), "boundary": JSONValue(row.boundary),
      "includes": .array(row.includes.map(JSONValue.string)), "kind": JSONValue(row.kind),
      "grade": .string(row.grade), "source": .string(row.source), "notes": JSONValue(row.notes),
    ])
  }

  private static func path(_ path: Explanation.Path) -> JSONValue {
    .object([
      "name": .string(path.name), "total_J_per_bit": amount(path.total),
      "weakest_grade": .string(path.grade),
      "lines": .array(
        path.lines.map { line in
          .object([
            "figure": .string(line.figure), "static": .boolean(line.isStatic),
            "includes": .array(line.includes.map(JSONValue.string)),
            "energy_J_per_bit": amount(line.energy),
          ])
        }),
      "utilisation": .array(
        path.loads.map { load in
          .object([
            "utilisation": .number(load.utilisation), "energy_J_per_bit": amount(load.energy),
          ])
        }),
      "drivers": .array(
        path.drivers.map { driver in
          .object([
            "figure": .string(driver.figure), "grade": .string(driver.grade),
            "at_low_J_per_bit": .number(driver.atLow.value),
            "at_high_J_per_bit": .number(driver.atHigh.value),
          ])
        }),
    ])
  }

  private static func budget(_ budget: Explanation.Budget) -> JSONValue {
    .object([
      "measure": .string(budget.measure), "sensitivity_dBm": amount(budget.sensitivity),
      "required_dBm": amount(budget.required), "optical_total_dBm": amount(budget.opticalTotal),
      "laser_wall_W": amount(budget.laserWallPower),
      "most_wavelengths": .integer(budget.mostWavelengths), "feasible": .boolean(budget.isFeasible),
      "lines": .array(
        budget.lines.map { line in
          .object([
            "name": .string(line.name), "count": .number(line.count), "each_dB": amount(line.each),
            "total_dB": amount(line.total),
          ])
        }),
      "limits": .array(
        budget.limits.map { limit in
          .object(["text": .string(limit.text), "headroom_dB": amount(limit.headroom)])
        }),
    ])
  }

  private static func domain(_ domain: Explanation.Domain) -> JSONValue {
    .object([
      "name": .string(domain.name), "trunk": .boolean(domain.isTrunk),
      "links": .integer(domain.links),
      "delivered_bits_per_s": .number(domain.delivered.value), "path": path(domain.path),
      "devices": .array(
        domain.devices.map { device in
          .object([
            "place": .string(device.place), "name": .string(device.name),
            "includes": .array(device.includes.map(JSONValue.string)),
            "energy_J_per_bit": amount(device.energy),
          ])
        }),
      "whole_path_W": amount(domain.wholePath), "counted_W": .number(domain.counted.value),
    ])
  }
}
