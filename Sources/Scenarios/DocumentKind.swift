// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// What a file that somebody wrote describes, told by its keys.
package enum DocumentKind: String, Sendable {
  case scenario
  case cluster
  case program
  case technology
  /// A network that is trained.
  case model
  case tuner
  /// A list of faults that clusters and scenarios name.
  case faults

  /// The kind of a document's mapping; nil where no key tells.
  ///
  /// - Parameters:
  ///   - keys: of the document itself; an included file may hold the others.
  ///   - path: technologies are told by their folder: `technologies/links/nvlink4.yaml`.
  init?(keys: [String], path: String) {
    let parts = URL(fileURLWithPath: path).pathComponents
    if parts.dropLast().suffix(2).contains("technologies") {
      self = .technology
    } else if keys.contains("workload") || keys.contains("jobs") {
      self = .scenario
    } else if keys.contains("accelerator") || keys.contains("domains") || keys.contains("nodes") {
      self = .cluster
    } else if keys.contains("groups") || keys.contains("layer") || keys.contains("phases") {
      self = .program
    } else if keys.contains("kind"), keys.contains("title") {
      self = .model
    } else if keys == ["faults"] {
      self = .faults
    } else {
      return nil
    }
  }

  /// The kind of a file; nil where it is no YAML mapping, or one that tells nothing.
  init?(ofFileAt path: String) {
    // Traces are large, binary, and never have these names.
    guard [".yaml", ".yml", ".json"].contains(where: path.hasSuffix),
      let document = try? Document(path: path), let root = try? document.root.mapping()
    else { return nil }
    self.init(keys: root.keys, path: path)
  }
}
