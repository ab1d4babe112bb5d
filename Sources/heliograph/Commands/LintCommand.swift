// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Scenarios

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check files that people write, without running anything.",
    discussion: """
      Takes scenarios, clusters, programs, technologies and tuners' tables (CSV), and tells them \
      apart by their keys. What a file names is checked with it.

      Examples:
        heliograph lint scenarios/first-light.yaml
        heliograph lint topologies/*.yaml workloads/*.yaml tuners/*.csv
      """)

  @Argument(help: "Files to check.") var files: [String]

  func run() throws {
    var failures = 0
    for file in files {
      do {
        let finding = try Lint(root: try DataRoot.find(near: file)).check(file)
        try StandardOutput.print("\(file): \(finding.kind.rawValue): fine")
        for note in finding.notes { try StandardOutput.print("\(file): note: \(note)") }
      } catch  where Failure.isOfTheInput(error) {
        failures += 1
        FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      }
    }
    if failures > 0 { throw ExitStatus.badInput }
  }
}
