// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Leaves and spines over every accelerator of the domain, filled leaf by leaf.
struct FatTreeShape: DomainShape, PlainShape {
  static let name = "fat-tree"
  static let hasSwitches = true
  static let hasLeaves = true
  static let hasTrunks = true
  let size: Int

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try LeafSpine.lay(&domain, rails: 1)
  }
}
