// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Scenarios
import TimelineStorage

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what a timeline's file says.",
    discussion: """
      Examples:
        heliograph show results/first-light/dgx-h100-pod.h5
        heliograph show tiny.h5 --json
      """)

  @Argument(help: "A timeline that this program wrote (HDF5).") var file: String
  @OptionGroup var format: JSONOption

  func run() throws {
    let stored = try StoredTimeline.read(at: file)
    let steps = RecordedSteps.count(in: stored.provenance.configResolved)
    let measures = Measures(of: stored.timeline, steps: steps)
    try StandardOutput.print(format.json ? json(stored, measures).text : text(stored, measures))
  }

  private func text(_ stored: StoredTimeline, _ measures: Measures) -> String {
    let provenance = stored.provenance
    let changed = provenance.gitDirty ? ", changed since" : ""
    var lines = ["\(stored.title): \(Numerals.count(measures.rankCount)) ranks", ""]
    lines += RunText.lines(of: measures)
    var table = TextTable(.left)
    table.add(["events", Numerals.count(stored.eventCount)])
    table.add(["format", stored.formatVersion])
    table.add(["program", "\(provenance.program) \(provenance.version)"])
    table.add(["commit", provenance.gitCommit + changed])
    table.add(["started", provenance.startTime])
    table.add(["command", provenance.commandLine])
    lines += [""] + table.lines
    lines += provenance.inputs.map { "input: \($0.path) (SHA-256 \($0.sha256.prefix(12))...)" }
    return lines.joined(separator: "\n")
  }

  private func json(_ stored: StoredTimeline, _ measures: Measures) -> JSONValue {
    let provenance = stored.provenance
    return .object(
      measures.json.merging([
        "title": .string(stored.title), "events": .integer(stored.eventCount),
        "format_version": .string(stored.formatVersion),
        "provenance": .object([
          "program": .string(provenance.program), "version": .string(provenance.version),
          "git_commit": .string(provenance.gitCommit), "git_dirty": .boolean(provenance.gitDirty),
          "command_line": .string(provenance.commandLine),
          "host_platform": .string(provenance.hostPlatform),
          "config_resolved": .string(provenance.configResolved),
          "seed": .number(Double(provenance.seed)), "start_time": .string(provenance.startTime),
          "inputs": .array(
            provenance.inputs.map {
              .object(["path": .string($0.path), "sha256": .string($0.sha256)])
            }),
        ]),
      ]) { first, _ in first })
  }
}
