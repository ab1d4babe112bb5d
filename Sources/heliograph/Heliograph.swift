// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// The command: arguments in, exit code out.
@main
struct Heliograph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heliograph",
    abstract: "Simulates GPU clusters linked by light or copper.",
    discussion: """
      Replays the collective traffic of model training over a described fabric, with contention, \
      energy per bit and static power, writes the timeline to HDF5, and compares fabrics.

      Examples:
        heliograph compare scenarios/first-light.yaml
        heliograph run scenarios/tiny.yaml -o tiny.h5
        heliograph collective all-reduce --ranks 8 --bytes 64MiB --on dgx-h100-node

      Clusters, technologies, workloads and scenarios are looked for beside the input, then in \
      the data folder: HELIOGRAPH_DATA, or the nearest folder above the input, the working \
      directory or the executable that holds technologies/ and topologies/.

      Exit codes: 0 fine; 1 a ceiling broken; 2 the simulation failed; 64 usage; 65 bad input; \
      130 interrupted.
      """,
    version: HeliographVersion.current,
    subcommands: [
      RunCommand.self, TrainCommand.self, PlanCommand.self, ReplayCommand.self, CompareCommand.self,
      CollectiveCommand.self, FlowsCommand.self, ShowCommand.self, ListCommand.self,
      ExplainCommand.self, DrawCommand.self,
      LintCommand.self, SchemaCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      ExitStatus.leave(with: error)
    }
  }
}
