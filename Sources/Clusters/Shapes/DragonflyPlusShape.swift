// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// `groups` of `leaves` and `spines`, every leaf joined to every spine of its group, and every two
/// groups by `global_links` of their spines; `terminals` groups of accelerators on each leaf.
///
/// After A. Shpiner, Z. Haramaty, S. Eliad, V. Zdornov, B. Gafni and E. Zahavi, "Dragonfly+: low
/// cost topology for scaling datacenters", HiPINEB 2017.
struct DragonflyPlusShape: DomainShape {
  static let name = "dragonfly-plus"
  static let hasSwitches = true
  static let hasLeaves = false
  static let countsSwitches = true

  private let plan: GroupPlan

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    plan = try GroupPlan(&keys, size: size, leaves: "leaves", spines: "spines")
  }

  var size: Int { plan.size }
  var tiers: Int { 2 }
  var hasTrunks: Bool { true }
  var hasGlobalLinks: Bool { true }

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layGroups(plan)
    domain.layout = .blocks(size: plan.leaves)
  }
}
