// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Draw a cluster as a picture, and who sits where on it.",
    discussion: """
      Accelerators are at the bottom and switches above them; rings, grids and meshes are drawn as \
      such. Of many equal groups the first two and the last are drawn, with a box for the rest. \
      With a scenario, or a workload and the order of its groups, accelerators are coloured by \
      pipeline stage or replica and tensor-parallel groups are outlined.

      Examples:
        heliograph draw dgx-h100-pod -o pod.svg
        heliograph draw dgx-h100-node --scenario scenarios/tiny.yaml -o tiny.svg
        heliograph draw dgx-h100-node -o tiny.svg \\
          --workload workloads/tiny.yaml --order dp,tp
      """)

  @Argument(help: "A cluster (see list clusters) or its file.") var cluster: String
  @Option(
    name: [.short, .long], help: ArgumentHelp("The picture (SVG).", valueName: "out.svg"))
  var output: String
  @Option(help: ArgumentHelp("Whose ranks are drawn: a scenario file.", valueName: "scenario.yaml"))
  var scenario: String?
  @Option(help: ArgumentHelp("Whose ranks are drawn: a program or traces.", valueName: "workload"))
  var workload: String?
  @Option(
    help: ArgumentHelp(
      "Groups of the workload; neighbours differ in the first.", valueName: "tp,dp"))
  var order: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Change a value of the cluster; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  func validate() throws {
    guard output.hasSuffix(".svg") else {
      throw ValidationError("--output: \"\(output)\" does not end in .svg")
    }
    guard scenario == nil || workload == nil else {
      throw ValidationError("--scenario and --workload exclude each other")
    }
    guard order == nil || workload != nil else {
      throw ValidationError("--order belongs to --workload; a scenario has its own placement")
    }
    try OutputPath.check(output)
  }

  func run() throws {
    let workbench = try Workbench(root: try DataRoot.find(near: cluster))
    let session = try Session(root: workbench.root)
    let picture = try workbench.picture(
      ofClusterNamed: cluster, overrides: overrides, work: try work())
    try session.publish([(output, picture)])
    try StandardOutput.print(output)
  }

  private func work() throws -> SeatedWork? {
    if let scenario { return .scenario(path: scenario) }
    guard let workload else { return nil }
    let order = try order.map { try PlacementOrder(commaSeparated: $0) } ?? .byRank
    return .workload(name: workload, order: order)
  }
}
