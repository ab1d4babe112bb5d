// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Scenarios

/// A training of so many tokens, of which one step was simulated.
struct WholeTraining {
  let tokens: Double
  let tariff: Tariff

  /// What its energy costs; nil where either is not known.
  func cost(_ energy: Joules?) -> Dollars? {
    energy.flatMap { energy in tariff.electricity?.value.cost(of: energy) }
  }

  /// What its energy emits; nil where either is not known.
  func carbon(_ energy: Joules?) -> Kilograms? {
    energy.flatMap { energy in tariff.carbon?.value.mass(of: energy) }
  }
}

/// What training amounts to, as rows.
struct TrainingText {
  let outcome: TrainingOutcome
  var whole: WholeTraining?

  var lines: [String] {
    var table = TextTable(.left)
    for row in rows { table.add([row.label, row.text]) }
    return table.lines
  }

  typealias Row = (label: String, text: String)

  private var rows: [Row] {
    var rows: [Row] = [
      ("model", model), ("software", outcome.software.joined(separator: ", ")),
      (outcome.unit == nil ? "samples" : "\(units)s", pace),
      ("model FLOP/s utilisation", utilisation),
      ("hardware FLOP/s utilisation", Numerals.percent(outcome.measures.hardwareUtilisation)),
    ]
    rows += waits + energy
    return rows + memory + wholeRows
  }

  /// What a table of several clusters has beside the measures of every run.
  var comparable: [Row] {
    let measures = outcome.measures
    return [
      ("\(units)s a second", Numerals.count(Int(measures.unitsPerSecond.rounded()))),
      ("model FLOP/s utilisation, causal", Numerals.percent(measures.causalUtilisation)),
    ] + waits + energy
  }

  private var waits: [Row] {
    let measures = outcome.measures
    let rows: [Row] = [("bubble", measures.bubble.map(Numerals.percent) ?? "not recorded")]
    return rows
      + (measures.exposures ?? []).map { share in
        let part = Numerals.percent(share.mean / measures.stepTime)
        return ("  exposed over \(share.group)", "\(share.mean) (\(part))")
      }
  }

  private var energy: [Row] {
    outcome.measures.energyPerUnit.map { [("energy a \(units)", "\($0)")] } ?? []
  }

  /// What a step is counted in.
  var units: String { outcome.unit ?? "sample" }

  var model: String {
    let all = "\(outcome.model), \(Numerals.billions(outcome.weights)) weights"
    guard outcome.activeWeights != outcome.weights else { return all }
    return all + ", \(Numerals.billions(outcome.activeWeights)) a \(units)"
  }

  private var pace: String {
    let all = Int(outcome.measures.unitsPerSecond.rounded())
    let each = Numerals.significant(
      outcome.measures.unitsPerSecondAndAccelerator, digits: 4)
    return "\(Numerals.count(all))/s, \(each)/s an accelerator"
  }

  private var utilisation: String {
    let measures = outcome.measures
    let causal = Numerals.percent(measures.causalUtilisation)
    let full = Numerals.percent(measures.fullUtilisation)
    return "\(causal) causal, \(full) full; \(measures.causalSpeed) causal"
  }

  var memory: [Row] {
    let memory = outcome.memory
    return [
      ("memory, stage \(memory.stage)", "\(memory.total) of \(memory.capacity)"),
      (
        "",
        "weights \(memory.weights), gradients \(memory.gradients), optimizer \(memory.optimizer), "
      ),
      ("", "activations \(memory.activations), buffers \(memory.buffers)"),
    ]
  }

  private var wholeRows: [Row] {
    guard let whole else { return [] }
    let unknown = "not determinable"
    let energy = outcome.measures.energy(forUnits: whole.tokens)
    let days = outcome.measures.time(forUnits: whole.tokens) / .days(1)
    let gigawattHours = energy.map {
      Numerals.significant($0 / .kilowattHours(1e6), digits: 4) + " GWh"
    }
    return [
      (
        "training on \(Numerals.count(Int(whole.tokens))) \(units)s",
        "\(Numerals.significant(days, digits: 4)) days"
      ), ("  energy", gigawattHours ?? unknown),
    ]
      + (whole.tariff.electricity == nil
        ? [] : [("  electricity", whole.cost(energy).map { "\($0)" } ?? unknown)])
      + (whole.tariff.carbon == nil
        ? [] : [("  carbon dioxide", whole.carbon(energy).map { "\($0)" } ?? unknown)])
  }
}

extension TrainingOutcome {
  /// Null where a step has no tokens.
  private func tokens(_ number: Double) -> JSONValue {
    unit == "token" ? .number(number) : .null
  }

  func json(_ whole: WholeTraining?) -> JSONValue {
    let measures = measures
    var object: [String: JSONValue] = [
      "model": .string(model), "weights": .integer(weights),
      "active_weights": .integer(activeWeights),
      "software": .array(software.map(JSONValue.string)),
      "samples_per_s": .number(measures.counts.sequences / measures.stepTime.rawValue),
      "tokens_per_s": tokens(measures.unitsPerSecond),
      "tokens_per_s_and_accelerator": tokens(measures.unitsPerSecondAndAccelerator),
      "tokens_per_step": tokens(measures.counts.units),
      "causal_model_flops_per_step": .number(measures.counts.causalWork.rawValue),
      "full_model_flops_per_step": .number(measures.counts.fullWork.rawValue),
      "hardware_flops_per_step": .number(measures.counts.hardwareWork.rawValue),
      "causal_mfu": .number(measures.causalUtilisation),
      "full_mfu": .number(measures.fullUtilisation),
      "hfu": .number(measures.hardwareUtilisation),
      "bubble_fraction": JSONValue(measures.bubble),
      "exposed_by_group": .array(
        (measures.exposures ?? []).map {
          .object([
            "group": .string($0.group), "mean_s": .number($0.mean.rawValue),
            "worst_s": .number($0.worst.rawValue),
          ])
        }),
      "energy_per_token_J": measures.energyPerUnit.map { tokens($0.rawValue) } ?? .null,
      "memory": .object([
        "stage": .integer(memory.stage), "weights_B": .number(memory.weights.rawValue),
        "gradients_B": .number(memory.gradients.rawValue),
        "optimizer_B": .number(memory.optimizer.rawValue),
        "activations_B": .number(memory.activations.rawValue),
        "buffers_B": .number(memory.buffers.rawValue), "total_B": .number(memory.total.rawValue),
        "capacity_B": .number(memory.capacity.rawValue),
      ]),
    ]
    if let whole {
      let energy = measures.energy(forUnits: whole.tokens)
      object["training"] = .object([
        "tokens": .number(whole.tokens),
        "time_s": .number(measures.time(forUnits: whole.tokens).rawValue),
        "energy_J": JSONValue(energy?.rawValue),
        "electricity_USD": JSONValue(whole.cost(energy)?.rawValue),
        "carbon_kg": JSONValue(whole.carbon(energy)?.rawValue),
      ])
    }
    return .object(object)
  }
}
