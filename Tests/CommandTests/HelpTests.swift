// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite(.serialized)
struct HelpTests {
  private static let subcommands = [
    "run", "train", "plan", "replay", "compare", "collective", "flows", "show", "list", "explain",
    "draw",
    "schema", "lint",
  ]

  /// The lines that follow "Examples:" and begin with the command, continued lines joined.
  private func examples(in help: String) -> [String] {
    var examples: [String] = []
    var continues = false
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      guard continues || (text.hasPrefix("heliograph ") && line.hasPrefix("  ")) else { continue }
      let piece = text.hasSuffix("\\") ? String(text.dropLast()) : String(text)
      if continues { examples[examples.count - 1] += piece } else { examples.append(piece) }
      continues = text.hasSuffix("\\")
    }
    return examples
  }

  @Test func `every example of every help text runs`() throws {
    let workplace = try Workplace()
    for arguments in [["--help"]] + Self.subcommands.map({ [$0, "--help"] }) {
      let help = try Executable.run(arguments)
      #expect(help.status == 0)
      let examples = examples(in: help.output)
      #expect(!examples.isEmpty, "\(arguments) has no examples")
      for example in examples {
        let result = try Executable.shell(example, in: workplace.path)
        #expect(result.status == 0, "\(example): \(result.errors)")
        #expect(result.errors.isEmpty, "\(example): \(result.errors)")
      }
    }
  }

  @Test func `the version is printed`() throws {
    let result = try Executable.run(["--version"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: ".").count == 3)
  }
}
