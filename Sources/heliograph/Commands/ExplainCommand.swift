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
      while busy, and what became of each figure of energy and power.

      Examples:
        heliograph explain nvlink5
        heliograph explain nvlink5 --over serdes-224g-vsr,800g-2xdr4-module
        heliograph explain gb200-nvl72 --json
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

  @OptionGroup var format: JSONOption

  func validate() throws {
    guard plot == (name == nil) else {
      throw ValidationError("give a name, or --plot for all technologies side by side")
    }
    if plot { try OutputPath.checkFolder(output, of: "the pictures") }
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
    let explanation = try explaining.explain(name, over: devices, overrides: overrides)
    try StandardOutput.print(
      format.json ? ExplanationJSON.value(explanation).text : ExplanationText.text(explanation))
  }
}
