// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines of its own for every rail: rail r joins the accelerators at place r of each
/// group, and no switch joins two rails. Between rails there is no way but through the inner domain.
///
/// After W. Wang, M. Ghobadi, K. Shakeri, Y. Zhang and N. Hasani, "Rail-only: a low-cost
/// high-performance network for training LLMs with trillion parameters", arXiv 2307.12169. There
/// accelerators also forward for other rails over the inner domain; here such a message has no way.
struct RailOnlyShape: DomainShape {
  static let name = "rail-only"
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
    try domain.layTrees(tree, rails: domain.inner, sharingSpines: false)
  }
}
