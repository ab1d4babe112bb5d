// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Scenarios

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Run one workload on several clusters and compare them.",
    discussion: """
      The first cluster is what the others are compared with.

      Examples:
        heliograph compare scenarios/first-light.yaml -o results/first-light/
        heliograph compare scenarios/first-light.yaml --ceiling '2 MW' --json
        heliograph compare scenarios/first-light.yaml --engine auto
        heliograph compare traces/gpt --on dgx-h100-pod --on photonic-512-pod

      -o FOLDER/ (or a folder that is there) writes FOLDER/CLUSTER.h5, -o PREFIX writes \
      PREFIX-CLUSTER.h5.
      """)

  @Argument(help: "A scenario file; or traces or a program, with --on.") var input: String
  @Option(
    help: ArgumentHelp(
      "A cluster file, or a name of `list clusters`; may be repeated.", valueName: "cluster"))
  var on: [String] = []
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write one timeline a cluster.", valueName: "folder-or-prefix"))
  var output: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Override a key of the scenario; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []
  @Option(help: ArgumentHelp("The traces' process groups (JSON).", valueName: "json"))
  var groups: String?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var listing: CollectivesOption
  @OptionGroup var ceilings: CeilingOption
  @OptionGroup var costs: CostOptions
  @OptionGroup var folding: FoldOptions
  @OptionGroup var engine: EngineOptions
  @OptionGroup var format: JSONOption

  func validate() throws {
    try folding.check(output)
    try costs.check()
    guard let output, !output.hasSuffix("/") else { return }
    try OutputPath.checkFolder(DataRoot.folder(of: output), of: output)
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: input))
    let session = try Session(root: workbench.root)
    let jobs = try self.jobs(workbench)
    let outputs = try outputs(for: jobs)
    let name = jobs.first?.name ?? input
    switch try session.answers(jobs, outputs: outputs, needs) {
    case .fluid(let reports):
      let comparison = ComparisonText(
        name: name, reports: reports, listsCollectives: listing.collectives)
      try StandardOutput.print(format.json ? comparison.json.text : comparison.text)
      try leave(reports)
    case .lanes(let runs):
      let comparison = LaneComparisonText(name: name, runs: runs)
      try StandardOutput.print(format.json ? comparison.json.text : comparison.text)
    }
  }

  private var needs: [TimelineNeed] {
    EngineOptions.needs(output, folding, listing, ceilings, costs)
  }

  private func jobs(_ workbench: Workbench) throws -> [Job] {
    let clusters = try on.map { try workbench.clusterPath(named: $0) }
    if workbench.isScenario(input) {
      guard groups == nil, policy.pairs.isEmpty, policy.choices.isUsual else {
        throw ValidationError(
          "--groups, --algorithm, --chunks, --transport, --protocol and --tuner belong to a trace "
            + "or a program; a scenario says "
            + "its own (--set collectives.all-reduce=ring)")
      }
      var scenario = try ScenarioFile.load(
        path: input, overrides: overrides, root: workbench.root)
      scenario.options.ceilings += ceilings.ceilings
      if costs.cost { scenario.options.tariff = try costs.tariff(workbench) }
      try folding.apply(to: &scenario.options)
      try engine.apply(to: &scenario.options, needs)
      let chosen = clusters.isEmpty ? scenario.clusters : clusters
      try Self.checkCount(chosen, "\(input): cluster")
      return try workbench.jobs(for: scenario, on: chosen)
    }
    guard overrides.isEmpty else {
      throw ValidationError("--set belongs to a scenario; \"\(input)\" is none")
    }
    try Self.checkCount(clusters, "--on")
    var options = try policy.options(ceilings: ceilings.ceilings)
    if costs.cost { options.tariff = try costs.tariff(workbench) }
    try folding.apply(to: &options)
    try engine.apply(to: &options, needs)
    return try workbench.jobs(
      for: try workbench.workload(named: input, groups: groups), on: clusters, options: options)
  }

  private static func checkCount(_ clusters: [String], _ place: String) throws {
    guard clusters.count >= 2 else {
      throw ValidationError(
        "a comparison takes two clusters or more, and \(place) names \(clusters.count); "
          + "name them with --on, or in the scenario's list")
    }
  }

  /// One path a job, or nil for each where no file is wanted.
  private func outputs(for jobs: [Job]) throws -> [String?] {
    guard let output else { return jobs.map { _ in nil } }
    let names = jobs.map(\.cluster.name)
    for (index, name) in names.enumerated() where names.firstIndex(of: name) != index {
      throw InputError("two clusters are called \"\(name)\": their timelines would be one file")
    }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    if output.hasSuffix("/") || (exists && isFolder.boolValue) {
      let folder = output.hasSuffix("/") ? String(output.dropLast()) : output
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch { throw ValidationError("--output: cannot make the folder \"\(folder)\"") }
      return names.map { "\(folder)/\($0).h5" }
    }
    let prefix = output.hasSuffix(".h5") ? String(output.dropLast(".h5".count)) : output
    return names.map { "\(prefix)-\($0).h5" }
  }
}
