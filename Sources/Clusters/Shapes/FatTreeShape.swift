// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines over every accelerator of the domain, filled leaf by leaf; of three `tiers`,
/// `pods` of such trees under cores.
///
/// With switches of k ports and no oversubscription, two tiers join k²/2 accelerators by 3k/2
/// switches, and three tiers k³/4 by 5k²/4.
struct FatTreeShape: DomainShape {
  static let name = "fat-tree"
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
    try domain.layTrees(tree, rails: 1)
  }
}
