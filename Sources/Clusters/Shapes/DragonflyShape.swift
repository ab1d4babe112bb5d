// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// `groups` of `routers`, every two of a group joined, and every two groups; `terminals` groups of
/// accelerators on each router, which has `global_links` to other groups.
///
/// After J. Kim, W. J. Dally, S. Scott and D. Abts, "Technology-driven, highly-scalable dragonfly
/// topology", ISCA 2008: with a routers, p terminals and h global links there are at most ah + 1
/// groups and ap(ah + 1) terminals, three hops between any two routers.
struct DragonflyShape: DomainShape {
  static let name = "dragonfly"
  static let hasSwitches = true
  static let hasLeaves = false
  static let countsSwitches = true

  private let plan: GroupPlan

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    plan = try GroupPlan(&keys, size: size, leaves: "routers", spines: nil)
  }

  var size: Int { plan.size }
  var hasTrunks: Bool { true }
  var hasGlobalLinks: Bool { true }

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layGroups(plan)
    domain.layout = .blocks(size: plan.leaves)
  }
}
