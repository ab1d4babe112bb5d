// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines where rail r has leaves of its own, for the accelerators at place r of each
/// group; the spines join all rails.
struct RailFatTreeShape: DomainShape {
  static let name = "rail-fat-tree"
  static let hasSwitches = true
  static let hasLeaves = true
  let tree: TreeTiers

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    tree = try TreeTiers(&keys, size: size, of: Self.name)
  }

  var size: Int { tree.size }
  var tiers: Int { tree.tiers }
  var hasTrunks: Bool { true }
  var hasGlobalLinks: Bool { tree.tiers == 3 }

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layTrees(tree, rails: domain.inner)
  }
}
