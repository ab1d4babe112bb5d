// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines where rail r has leaves of its own, for the accelerators at place r of each
/// group; the spines join all rails.
struct RailFatTreeShape: DomainShape, PlainShape {
  static let name = "rail-fat-tree"
  static let hasSwitches = true
  static let hasLeaves = true
  static let hasTrunks = true
  let size: Int

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try LeafSpine.lay(&domain, rails: domain.inner)
  }
}
