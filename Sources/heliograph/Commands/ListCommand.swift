// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what the data folder and the program offer.",
    discussion: """
      Examples:
        heliograph list
        heliograph list algorithms
        heliograph list clusters --json
      """)

  @Argument(
    help: "clusters, technologies, algorithms, models, workloads or scenarios; all unless said.")
  var section: Inventory.Section?
  @OptionGroup var format: JSONOption

  func run() throws {
    let sections = section.map { [$0] } ?? Inventory.Section.allCases
    let inventory = Inventory(
      root: sections == [.algorithms] ? nil : try DataRoot.find(near: nil))
    let lists = try sections.map { ($0, try inventory.entries(of: $0)) }
    if format.json {
      let pairs = lists.map { section, entries in
        (section.rawValue, JSONValue.array(entries.map(\.json)))
      }
      try StandardOutput.print(JSONValue.object(Dictionary(uniqueKeysWithValues: pairs)).text)
      return
    }
    for (index, (section, entries)) in lists.enumerated() {
      if lists.count > 1 {
        try StandardOutput.print((index > 0 ? "\n" : "") + section.rawValue + ":")
      }
      let indent = lists.count > 1 ? "  " : ""
      let width = entries.map(\.name.count).max() ?? 0
      for entry in entries {
        let padding = String(repeating: " ", count: width - entry.name.count)
        try StandardOutput.print("\(indent)\(entry.name)\(padding)  \(entry.detail)")
      }
    }
  }
}

extension Inventory.Section: ExpressibleByArgument {}

extension Inventory.Entry {
  fileprivate var json: JSONValue { .object(["name": .string(name), "detail": .string(detail)]) }
}
