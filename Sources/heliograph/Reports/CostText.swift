// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios

/// What a step costs, and what follows from it.
struct CostText {
  let report: RunReport
  /// The training of which a step was simulated, where somebody asked for it.
  var whole: WholeTraining?

  /// A column: what it is of, and how many steps that is.
  private var scales: [(name: String, steps: Double)] {
    var scales = [(name: "a step", steps: 1.0)]
    guard let training = report.training else { return scales }
    let units = training.measures.counts.units
    let name = training.unit ?? "sample"
    scales.append(("a million \(name)s", Self.million / units))
    if let whole { scales.append(("the training", whole.tokens / units)) }
    return scales
  }

  static let million = 1e6

  var lines: [String] {
    guard let step = report.stepCost else { return [] }
    let costs = scales.map { step.scaled(by: $0.steps) }
    var table = TextTable(["cost"] + scales.map(\.name) + ["range"])
    for row in step.components.indices {
      table.add(Self.row(step.components[row].name, costs.map { $0.components[row].cost }))
    }
    table.add(
      step.missing.isEmpty
        ? Self.row("all devices", costs.map(\.capital))
        : Self.row("devices with a price", costs.map(\.knownCapital)))
    table.add(Self.row("electricity", costs.map(\.electricity)))
    table.add(Self.row("sum", costs.map(\.sum)))
    table.add(Self.row("carbon dioxide", costs.map(\.carbon)))
    guard !step.missing.isEmpty else { return table.lines }
    return table.lines
      + Wrapping.lines(
        "the sum is not determinable: no price of \(step.missing.joined(separator: ", "))")
  }

  private static func row<D: Dimension>(_ name: String, _ costs: [CostRange<D>?]) -> [String] {
    [name] + costs.map { $0.map { "\($0.value)" } ?? "-" } + [
      costs.first.flatMap { $0 }.map(range) ?? ""
    ]
  }

  /// Of the value, which is the same in every column.
  private static func range<D: Dimension>(_ cost: CostRange<D>) -> String {
    guard cost.low != cost.high, cost.value > .zero else { return "" }
    return "\(Numerals.times(cost.low / cost.value)) to \(Numerals.times(cost.high / cost.value))"
  }
}

extension RunReport {
  /// Of one step; nil where nobody asked for it.
  var stepCost: RunCost? {
    rates?.cost(
      time: measures.stepTime,
      energy: measures.energy.map { $0.total / Double(measures.steps) })
  }

  /// Null where nobody asked for it.
  func costJSON(_ whole: WholeTraining?) -> JSONValue {
    guard let step = stepCost, let rates else { return .null }
    let units = training?.measures.counts.units
    return .object([
      "tariff": JSONValue(rates.tariff.name),
      "depreciation": rates.depreciation.map { $0.json("s") } ?? .null,
      "missing_prices": .array(step.missing.map(JSONValue.string)),
      "per_step": step.json,
      "per_million_units": units.map { step.scaled(by: CostText.million / $0).json } ?? .null,
      "training": units.flatMap { units in
        whole.map { step.scaled(by: $0.tokens / units).json }
      } ?? .null,
    ])
  }
}

extension RunCost {
  /// What is known of it, by device and by kind of charge.
  var json: JSONValue {
    .object([
      "components": .array(
        components.map { .object(["name": .string($0.name), "cost": $0.cost.json("USD")]) }),
      "capital": capital.map { $0.json("USD") } ?? .null,
      "known_capital": knownCapital.map { $0.json("USD") } ?? .null,
      "electricity": electricity.map { $0.json("USD") } ?? .null,
      "sum": sum.map { $0.json("USD") } ?? .null,
      "carbon": carbon.map { $0.json("kg") } ?? .null,
    ])
  }
}

extension CostRange {
  fileprivate func json(_ unit: String) -> JSONValue {
    .object([
      "value_\(unit)": .number(value.rawValue), "low_\(unit)": .number(low.rawValue),
      "high_\(unit)": .number(high.rawValue),
    ])
  }
}
