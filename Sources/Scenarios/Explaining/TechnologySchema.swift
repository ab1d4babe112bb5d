// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// JSON Schemas of technology files.
package enum TechnologySchema {
  /// Folders of `technologies/`, each a kind.
  package static var kinds: [String] { RecordShape.all.map(\.folder) }

  /// - Parameter kind: a folder of `technologies/`.
  /// - Returns: JSON, keys sorted.
  /// - Throws: `InputError` for an unknown kind.
  package static func text(of kind: String) throws(InputError) -> String {
    guard let shape = RecordShape.all.first(where: { $0.folder == kind }) else {
      throw InputError("\"\(kind)\" is no kind\(Suggestion.hint(for: kind, among: kinds))")
    }
    return shape.schema
  }
}
