// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Replay execution traces, or a program, on a cluster.",
    discussion: """
      TRACE is a folder of Chakra execution traces, or what their names begin with \
      (PREFIX.0.et, PREFIX.1.et, ...), or a GOAL schedule (FILE.goal), or a program file of \
      this project.

      Examples:
        heliograph replay traces/gpt --on dgx-h100-node --groups traces/gpt.json
        heliograph replay workloads/tiny.yaml --on photonic-512-pod -o step.h5
      """)

  @Argument(help: "Traces: a folder, a prefix or FILE.goal; or a program file.") var trace: String
  @Option(help: ArgumentHelp("A cluster file, or a name of `list clusters`.", valueName: "cluster"))
  var on: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the timeline to this HDF5 file.", valueName: "out.h5"))
  var output: String?
  @Option(help: ArgumentHelp("The traces' process groups (JSON).", valueName: "json"))
  var groups: String?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var listing: CollectivesOption
  @OptionGroup var ceilings: CeilingOption
  @OptionGroup var folding: FoldOptions
  @OptionGroup var format: JSONOption

  func validate() throws {
    try OutputPath.check(output)
    try folding.check(output)
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: trace))
    let session = try Session(root: workbench.root)
    let workload = try workbench.workload(named: trace, groups: groups)
    var options = try policy.options(ceilings: ceilings.ceilings)
    try folding.apply(to: &options)
    let jobs = try workbench.jobs(
      for: workload, on: [try workbench.clusterPath(named: on)], options: options)
    let reports = try jobs.map { try session.run($0, output: output) }
    for report in reports {
      try StandardOutput.print(
        format.json
          ? JSONValue.object(report.json).text
          : RunText(report: report, listsCollectives: listing.collectives).text)
    }
    try leave(reports)
  }
}
