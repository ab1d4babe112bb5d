// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Scenarios

struct FlowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flows", abstract: "Share links among flows max-min fairly: the network alone.",
    discussion: """
      LINKS.csv has the columns link_id,capacity_Bps (and name, if you like), FLOWS.csv \
      flow_id,start_s,bytes,link_ids, where link_ids has spaces between. There is no latency and \
      no overhead. The answer is flow_id,start_s,completion_s,duration_s.

      Examples:
        heliograph flows links.csv flows.csv
        heliograph flows links.csv flows.csv -o completions.csv
      """)

  @Argument(help: "Links and their capacities, bytes a second.") var links: String
  @Argument(help: "Flows and the links that each crosses.") var flows: String
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the CSV to this file.", valueName: "out.csv"))
  var output: String?
  @OptionGroup var format: JSONOption

  func validate() throws {
    if format.json, output != nil {
      throw ValidationError("--output writes CSV, --json prints JSON; choose one")
    }
    try OutputPath.check(output)
  }

  func run() throws {
    let answer = try FlowTables(linksPath: links, flowsPath: flows).completions()
    if format.json {
      try StandardOutput.print(answer.json.text)
    } else if let output {
      do {
        try Data(answer.commaSeparated.utf8).write(
          to: URL(fileURLWithPath: output), options: .atomic)
      } catch { throw OutputError("\(output): cannot be written: \(error.localizedDescription)") }
    } else {
      try StandardOutput.write(answer.commaSeparated)
    }
  }
}

extension FlowCompletions {
  var json: JSONValue {
    .object([
      "flows": .array(
        flows.indices.map { row in
          .object([
            "flow_id": .string(flows[row]), "start_s": .number(starts[row]),
            "completion_s": .number(completions[row]),
            "duration_s": .number(completions[row] - starts[row]),
          ])
        }),
      "makespan_s": .number(completions.max() ?? 0),
    ])
  }
}
