// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a kind of technology file.",
    discussion: """
      For editors, and for checks without this program. A kind is a folder of technologies/.

      Examples:
        heliograph schema links
        heliograph schema modules > modules.schema.json
      """)

  @Argument(help: "A kind: \(TechnologySchema.kinds.joined(separator: ", ")).")
  var kind: String

  func run() throws { try StandardOutput.print(try TechnologySchema.text(of: kind)) }
}
