// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Search the fastest parallel plan of a model on a cluster.",
    discussion: """
      Every legal plan that fits into memory is evaluated in closed form; the best are played by the \
      engine, which ranks them (docs/plans.md).

      Examples:
        heliograph plan gpt3-125m --on dgx-h100-node --global-batch 64
        heliograph plan gpt3-125m --on dgx-h100-node --global-batch 64 --replay 4 \\
          --cost --tariff us-commercial
        heliograph plan gpt3-125m --on dgx-h100-node --global-batch 64 --replay 4 \\
          --power '5 kW' --shrink
        heliograph plan gpt3-125m --on dgx-h100-node --global-batch 64 --replay 2 \\
          --ceiling '6.5 kW, throttle'
        heliograph plan llama3-8b --on dgx-h100-node --global-batch 64 \\
          --fix tp=4,zero=1 --replay 0
      """)

  @Argument(help: "A model file, or a name of `list models`.") var model: String
  @Option(
    help: ArgumentHelp("A cluster file, or a name of `list clusters`.", valueName: "cluster"))
  var on: String
  @Option(help: ArgumentHelp("Sequences of a step.", valueName: "count")) var globalBatch: Int
  @Option(
    help: ArgumentHelp("Tokens of a sequence; the model's own unless said.", valueName: "count"))
  var sequence: Int?
  @Option(help: ArgumentHelp("Of matrix products; bf16 unless said.", valueName: "format"))
  var precision: String?
  @Option(
    help: ArgumentHelp("Keys of the plan that are not searched.", valueName: "key=value,..."))
  var fix: String?
  @Option(
    help: ArgumentHelp(
      "The site's average power over a step, such as '10 MW': plans above it are left out.",
      valueName: "power"),
    transform: { try readQuantity($0) })
  var power: Watts?
  @Option(
    help: ArgumentHelp(
      "Of one accelerator, such as '72 GB': plans that need more are left out; all it has unless "
        + "said.", valueName: "bytes"), transform: { try readQuantity($0) })
  var memory: Bytes?
  @Option(
    help: ArgumentHelp(
      "What a million tokens may cost, devices with a price and electricity: plans above it are "
        + "left out.", valueName: "money"), transform: { try readQuantity($0) })
  var mostCost: Dollars?
  @OptionGroup var costs: CostOptions
  @OptionGroup var ceilings: CeilingOption
  @Option(
    help: ArgumentHelp("Use so many accelerators, not all.", valueName: "count"))
  var accelerators: Int?
  @Flag(help: "Plans may use fewer accelerators; the others are switched off.") var shrink = false
  @Option(help: "Plans that are told.") var top = 10
  @Option(help: "Plans of the closed form that the engine plays; 0 for none.") var replay = 32
  @Option(
    help: ArgumentHelp(
      "A generation of software, of `list technologies`; the newest that knows the accelerator "
        + "unless said.", valueName: "name"))
  var software: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Override a key of the model; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []
  @Flag(help: "Print a table with commas, one plan a line.") var csv = false
  @OptionGroup var format: JSONOption

  func validate() throws {
    guard globalBatch >= 1 else { throw ValidationError("--global-batch: one or more") }
    guard top >= 1 else { throw ValidationError("--top: one or more") }
    guard replay >= 0 else { throw ValidationError("--replay: none or more") }
    guard sequence.map({ $0 >= 1 }) ?? true else {
      throw ValidationError("--sequence: one or more")
    }
    guard power.map({ $0 > .zero }) ?? true else {
      throw ValidationError("--power: above zero")
    }
    guard memory.map({ $0 > .zero }) ?? true else {
      throw ValidationError("--memory: above zero")
    }
    guard mostCost.map({ $0 > .zero }) ?? true else {
      throw ValidationError("--most-cost: above zero")
    }
    try costs.check(besides: ("--most-cost", mostCost != nil))
    guard !(csv && format.json) else { throw ValidationError("--csv or --json, not both") }
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: nil))
    let session = try Session(root: workbench.root)
    let fixed = try FixedPlan(
      fix, batch: globalBatch, sequence: sequence, precision: precision)
    let source = try workbench.training(
      model: model, overrides: overrides, plan: fixed, software: software)
    let isCharged = costs.cost || mostCost != nil
    let question = PlanQuestion(
      source: source, fixed: fixed.keys, cluster: try workbench.clusterPath(named: on),
      mostPower: power, mostMemory: memory,
      tariff: isCharged ? try costs.tariff(workbench) : nil, mostCost: mostCost,
      ceilings: ceilings.ceilings, accelerators: accelerators, shrinks: shrink, replays: replay,
      count: top)
    let report = try session.plan(question, workbench)
    if format.json {
      try StandardOutput.print(report.json(top: top).text)
    } else if csv {
      try StandardOutput.write(report.commaSeparated(top: top))
    } else {
      try StandardOutput.print(PlanText(report: report, top: top).text)
    }
    if report.plans.isEmpty { throw ExitStatus.ceilingBroken }
  }
}
