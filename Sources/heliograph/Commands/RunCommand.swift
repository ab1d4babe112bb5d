// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a scenario on its cluster.",
    discussion: """
      Examples:
        heliograph run scenarios/tiny.yaml
        heliograph run scenarios/tiny.yaml -o tiny.h5 --ceiling '20 kW'
        heliograph run scenarios/tiny.yaml --json --set end.steps=8
        heliograph run scenarios/tiny.yaml --set cluster.pue=1.5
        heliograph run scenarios/tiny.yaml --engine lanes

      --set cluster.KEY=VALUE reaches into the cluster file, --set workload.program.KEY=VALUE \
      into the program; any other key is the scenario's own.
      """)

  @Argument(help: "A scenario file (YAML).") var scenario: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the timeline to this HDF5 file.", valueName: "out.h5"))
  var output: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Override a key; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []
  @OptionGroup var listing: CollectivesOption
  @OptionGroup var ceilings: CeilingOption
  @OptionGroup var costs: CostOptions
  @OptionGroup var folding: FoldOptions
  @OptionGroup var engine: EngineOptions
  @OptionGroup var format: JSONOption

  func validate() throws {
    try OutputPath.check(output)
    try folding.check(output)
    try costs.check()
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: scenario))
    let session = try Session(root: workbench.root)
    var scenario = try ScenarioFile.load(
      path: scenario, overrides: overrides, root: workbench.root)
    guard scenario.clusters.count == 1 else {
      throw InputError(
        "\(self.scenario): cluster: lists \(scenario.clusters.count) clusters; use `heliograph "
          + "compare`, or choose one with --set cluster=PATH")
    }
    scenario.options.ceilings += ceilings.ceilings
    if costs.cost { scenario.options.tariff = try costs.tariff(workbench) }
    try folding.apply(to: &scenario.options)
    let needs = EngineOptions.needs(output, folding, listing, ceilings, costs)
    try engine.apply(to: &scenario.options, needs)
    let jobs = try workbench.jobs(for: scenario)
    switch try session.answers(jobs, outputs: jobs.map { _ in output }, needs) {
    case .fluid(let reports):
      for report in reports {
        try StandardOutput.print(
          format.json
            ? JSONValue.object(report.json).text
            : RunText(report: report, listsCollectives: listing.collectives).text)
      }
      try leave(reports)
    case .lanes(let runs):
      for run in runs {
        try StandardOutput.print(
          format.json ? JSONValue.object(run.json()).text : LaneRunText(run: run).text)
      }
    }
  }
}
