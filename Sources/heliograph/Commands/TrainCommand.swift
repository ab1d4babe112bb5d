// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Simulate a training step of a model under a parallel plan.",
    discussion: """
      MODEL is a file, or a name of `list models`. The plan is a list of key=value: tp, cp, pp, dp, \
      ep (ranks); microbatch, global_batch, sequence; interleave, schedule, zero, recompute, \
      precision, overlap.tp, ... (docs/training.md).

      Examples:
        heliograph train llama3-8b --on dgx-h100-pod \\
          --plan tp=8,dp=64,global_batch=128
        heliograph train llama3-405b --on llama3-24k --software nemo-2024 \\
          --plan tp=8,pp=16,dp=128,global_batch=2048,count_ends=true,zero=2
        heliograph train gpt3-175b --on selene --tokens 300e9 --json \\
          --plan tp=8,pp=8,dp=16,microbatch=4,global_batch=1536,recompute=full
      """)

  @Argument(help: "A model file, or a name of `list models`.") var model: String
  @Option(
    help: ArgumentHelp(
      "A cluster file, or a name of `list clusters`; may be repeated.", valueName: "cluster"))
  var on: [String]
  @Option(help: ArgumentHelp("The parallel plan.", valueName: "key=value,...")) var plan: String
  @Option(
    help: ArgumentHelp(
      "A generation of software, of `list technologies`; the newest that knows the accelerator "
        + "unless said.", valueName: "name"))
  var software: String?
  @Option(
    help: ArgumentHelp("Tokens of the whole training: its time and energy.", valueName: "count"))
  var tokens: Double?
  @Option(help: "Spread of the ranks' pace, such as 0.02.") var jitter: Double?
  @Option(help: "Seed of the jitter.") var seed: UInt64 = 1
  @Option(help: "Steps, one behind the other.") var steps = 1
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the timeline to this HDF5 file.", valueName: "out.h5"))
  var output: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the model, or with cluster.KEY of the cluster; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var listing: CollectivesOption
  @OptionGroup var ceilings: CeilingOption
  @OptionGroup var costs: CostOptions
  @OptionGroup var folding: FoldOptions
  @OptionGroup var engine: EngineOptions
  @OptionGroup var format: JSONOption

  private static let clusterPrefix = "cluster."

  func validate() throws {
    try OutputPath.check(output)
    try folding.check(output)
    try costs.check(besides: ("--tokens", tokens != nil))
    guard !on.isEmpty else { throw ValidationError("--on: name a cluster") }
    guard output == nil || on.count == 1 else {
      throw ValidationError("--output takes one cluster; several go with `compare`")
    }
    guard steps >= 1 else { throw ValidationError("--steps: one or more") }
    guard tokens.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--tokens: a number above zero")
    }
    guard jitter.map({ (0...1).contains($0) }) ?? true else {
      throw ValidationError("--jitter: from 0 to 1")
    }
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: nil))
    let session = try Session(root: workbench.root)
    var options = try policy.options(ceilings: ceilings.ceilings)
    options.steps = steps
    let tariff = try costs.tariff(workbench)
    if costs.cost { options.tariff = tariff }
    try folding.apply(to: &options)
    let needs = EngineOptions.needs(output, folding, listing, ceilings, costs)
    try engine.apply(to: &options, needs)
    let ofCluster = overrides.filter { $0.hasPrefix(Self.clusterPrefix) }
    let source = try workbench.training(
      model: model, overrides: overrides.filter { !$0.hasPrefix(Self.clusterPrefix) }, plan: plan,
      software: software,
      jitter: jitter.map { TrainingSource.Jitter(spread: $0, seed: seed) })
    let jobs = try workbench.jobs(
      for: .training(source), on: try on.map { try workbench.clusterPath(named: $0) },
      options: options, overrides: ofCluster.map { String($0.dropFirst(Self.clusterPrefix.count)) })
    let whole = tokens.map { WholeTraining(tokens: $0, tariff: tariff) }
    switch try session.answers(jobs, outputs: jobs.map { _ in output }, needs) {
    case .fluid(let reports):
      try answer(
        reports.map { .object($0.json(whole)) },
        reports.map {
          RunText(report: $0, listsCollectives: listing.collectives, whole: whole).text
        })
      try leave(reports)
    case .lanes(let runs):
      try answer(
        runs.map { .object($0.json(whole)) },
        runs.map { LaneRunText(run: $0, whole: whole).text })
    }
  }

  /// Prints one answer a cluster.
  private func answer(
    _ objects: @autoclosure () -> [JSONValue], _ texts: @autoclosure () -> [String]
  ) throws {
    guard !format.json else {
      let objects = objects()
      try StandardOutput.print(
        objects.count == 1 ? objects[0].text : JSONValue.array(objects).text)
      return
    }
    try StandardOutput.print(texts().joined(separator: "\n\n"))
  }
}
