// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A k-ary n-torus: a link each way to the next position along each dimension, and around its end.
///
/// Nodes: the product of the dimensions. Links: two directions a neighbour, a dimension of two
/// positions has one pair. Diameter: the sum of half of each dimension.
///
/// With `blocks`, links that leave a block of so many positions, or go around, are trunks, which
/// circuit switches may set up: TPU v4 joins cubes of 4 x 4 x 4 so (N. Jouppi and others, ISCA 2023).
struct TorusShape: DomainShape {
  static let name = "torus"
  static let hasSwitches = false
  static let hasLeaves = false

  private let grid: Grid
  private let blocks: [Int]?

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    let dimensions = try keys.dimensions(size: size)
    blocks = try keys.blocks(of: dimensions)
    grid = Grid(dimensions, .around)
  }

  var size: Int { grid.count }
  var hasTrunks: Bool { blocks != nil }
  var hasCircuits: Bool { blocks != nil }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layAccelerators(on: grid, blocks: blocks)
  }
}
