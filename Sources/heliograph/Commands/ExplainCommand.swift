// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say where the numbers of a technology, a link or a cluster come from.",
    discussion: """
      Of a technology: every figure with its range, year, measurement boundary, grade and source. \
      Of a link also what a bit pays from die edge to die edge, line by line, and which figure's \
      range matters most. Of a cluster: what is down of it and what is left, what its links draw \
      while busy, the bill (power and cost by kind of device, per accelerator, per rack and for the \
      site), and what became of each figure of energy and power; with --from and --to also the way \
      of a bit, link by link. Exit 1 where the cluster draws more than the power_budget of its file.

      Examples:
        heliograph explain nvlink5
        heliograph explain nvlink5 --over serdes-224g-vsr,800g-2xdr4-module
        heliograph explain gb200-nvl72 --json
        heliograph explain dgx-h100-pod --from gpu0 --to gpu9
        heliograph explain --plot -o .
      """)

  @Argument(help: "A technology (see list technologies), or a cluster or its file.")
  var name: String?

  @Flag(help: "Draw all technologies side by side instead: three SVG files in the folder of -o.")
  var plot = false

  @Option(name: [.short, .long], help: "An existing folder for the pictures.")
  var output = "."

  @Option(
    help: ArgumentHelp(
      "Records over which the link runs instead of its own wires: a SerDes, and a module, a line, "
        + "channels, with commas between them.", valueName: "names"))
  var over: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Change a value of the cluster; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "An accelerator of the cluster, by name or number, where a bit starts.")
  var from: String?

  @Option(help: "The accelerator where it ends.")
  var to: String?

  @Option(help: ArgumentHelp("Both at once, such as 0,9.", valueName: "from,to"))
  var route: String?

  @OptionGroup var format: JSONOption

  func validate() throws {
    guard plot == (name == nil) else {
      throw ValidationError("give a name, or --plot for all technologies side by side")
    }
    _ = try ends()
    guard !plot || (from == nil && to == nil && route == nil) else {
      throw ValidationError("--plot draws technologies, which have no route")
    }
    if plot { try OutputPath.checkFolder(output, of: "the pictures") }
  }

  /// The ends of the route that is asked for, if any.
  private func ends() throws -> (from: String, to: String)? {
    switch (from, to, route) {
    case (nil, nil, nil): return nil
    case (let from?, let to?, nil): return (from, to)
    case (nil, nil, let route?):
      let names = route.split(separator: ",", omittingEmptySubsequences: false)
      guard names.count == 2, !names.contains("") else {
        throw ValidationError("--route: \"\(route)\" names no two accelerators, such as 0,9")
      }
      return (String(names[0]), String(names[1]))
    case (_, _, _?): throw ValidationError("give --route, or --from and --to")
    default: throw ValidationError("--from and --to stand together")
    }
  }

  func run() throws {
    guard let name else {
      let charts = TechnologyCharts(
        survey: try TechnologySurvey(root: try DataRoot.find(near: nil)))
      let files = charts.files.map { (path: "\(output)/\($0.name)", text: $0.text) }
      try Session(root: nil).publish(files.map { ($0.path, $0.text) })
      for file in files { try StandardOutput.print(file.path) }
      return
    }
    let explaining = try Explaining(root: try DataRoot.find(near: nil))
    let devices = over.map { $0.split(separator: ",").map(String.init) } ?? []
    let explanation = try explaining.explain(
      name, over: devices, overrides: overrides, route: try ends())
    try StandardOutput.print(
      format.json ? ExplanationJSON.value(explanation).text : ExplanationText.text(explanation))
    if explanation.bill?.exceedsBudget == true { throw ExitStatus.ceilingBroken }
  }
}
