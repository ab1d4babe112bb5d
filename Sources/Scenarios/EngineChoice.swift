// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// What works out the answer of a run.
package enum EngineChoice: String, Sendable, Hashable, CaseIterable {
  /// Flows that share links, event by event, with a timeline.
  case fluid
  /// What waits for what, written down once: figures, some between two ends, and no timeline.
  case lanes
  /// Lanes where their answer is exact and nothing is asked for that needs a timeline.
  case auto

  package static var names: [String] { allCases.map(\.rawValue) }

  /// - Throws: `InputError` that lists the engines.
  package static func named(_ name: String) throws(InputError) -> EngineChoice {
    if let choice = EngineChoice(rawValue: name) { return choice }
    throw InputError("\"\(name)\" is no engine" + Suggestion.hint(for: name, among: names))
  }

  /// Reads the engine of a scenario.
  ///
  /// - Throws: `DocumentError` that lists the engines.
  init(_ node: DocumentNode) throws(DocumentError) {
    let name = try node.string()
    do throws(InputError) { self = try Self.named(name) } catch {
      throw node.error(error.description)
    }
  }
}
