// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// How many steps a recorded run repeated.
package enum RecordedSteps {
  /// Reads `scenario.end.steps` of a resolved configuration; 1 where it says nothing.
  ///
  /// - Parameter configuration: what provenance keeps as `config_resolved`.
  /// - Returns: one or more.
  package static func count(in configuration: String) -> Int {
    guard let document = try? Document(text: configuration, name: "config_resolved"),
      var root = try? document.root.mapping(), let scenario = root.optional("scenario"),
      var keys = try? scenario.mapping(), let end = keys.optional("end"),
      var limits = try? end.mapping(), let steps = limits.optional("steps")
    else { return 1 }
    return (try? steps.integer(in: 1...Int.max)) ?? 1
  }
}
