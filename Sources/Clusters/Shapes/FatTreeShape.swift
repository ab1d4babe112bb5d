// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines over every accelerator of the domain, filled leaf by leaf.
enum FatTreeShape: DomainShape {
  static let name = "fat-tree"
  static let hasSwitches = true
  static let hasLeaves = true
  static func forwards(inner: Int) -> Bool { false }

  static func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try LeafSpine.lay(&domain, rails: 1)
  }
}
