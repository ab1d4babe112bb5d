// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A k-ary n-torus: a link each way to the next position along each dimension, and around its end.
///
/// Nodes: the product of the dimensions. Links: two directions a neighbour, a dimension of two
/// positions has one pair. Diameter: the sum of half of each dimension.
struct TorusShape: DomainShape {
  static let name = "torus"
  static let hasSwitches = false
  static let hasLeaves = false

  private let grid: Grid

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    grid = Grid(try keys.dimensions(size: size), .around)
  }

  var size: Int { grid.count }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layAccelerators(on: grid)
  }
}
