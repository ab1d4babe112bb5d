// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import SimulationEngine

/// The ways of simulating ranks that behave alike which people may ask for.
package enum FoldingNames {
  package static var names: [String] { FoldingMode.allCases.map(\.rawValue) }

  /// - Throws: `InputError` that lists the ways.
  package static func mode(named name: String) throws(InputError) -> FoldingMode {
    if let mode = FoldingMode(rawValue: name) { return mode }
    throw InputError(
      "\"\(name)\" is no way to fold" + Suggestion.hint(for: name, among: names))
  }
}
