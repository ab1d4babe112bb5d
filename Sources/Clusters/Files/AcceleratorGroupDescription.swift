// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

/// One entry of `groups:`: accelerators of one kind and the domains among them.
struct AcceleratorGroupDescription: Sendable {
  let set: AcceleratorSet
  /// Domains among them, innermost first; nil where only the one that joins all groups does.
  let domains: DocumentNode?

  /// Reads every group.
  ///
  /// - Parameters:
  ///   - node: the list.
  ///   - root: the cluster's keys: each group has accelerators and servers of its own.
  ///   - catalogue: where technologies are looked up.
  /// - Returns: one or more groups, numbered one after the other.
  /// - Throws: `DocumentError` for an empty list, or keys that belong to groups.
  static func read(
    _ node: DocumentNode, beside root: inout MappingReader, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> [AcceleratorGroupDescription] {
    for key in ["accelerator", "server"] {
      if let other = root.optional(key) {
        throw other.error("stands beside groups; each group has its own")
      }
    }
    var groups: [AcceleratorGroupDescription] = []
    var first = 0
    for element in try node.sequence() {
      var reader = try element.mapping()
      let set = try AcceleratorSet(&reader, first: first, catalogue)
      groups.append(
        AcceleratorGroupDescription(set: set, domains: reader.optional("domains")))
      try reader.finish()
      first += set.count
    }
    guard !groups.isEmpty else { throw node.error("lists no group") }
    return groups
  }
}
