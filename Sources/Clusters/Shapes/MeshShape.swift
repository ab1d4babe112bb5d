// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A grid without a way around: a link each way to the next position along each dimension. Also the
/// shape of chiplets on an interposer and of dies on a wafer: with `blocks`, links from one block to
/// the next are trunks.
struct MeshShape: DomainShape {
  static let name = "mesh"
  static let hasSwitches = false
  static let hasLeaves = false

  private let grid: Grid
  private let blocks: [Int]?

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    let dimensions = try keys.dimensions(size: size)
    blocks = try keys.blocks(of: dimensions)
    grid = Grid(dimensions, .neighbours)
  }

  var size: Int { grid.count }
  var hasTrunks: Bool { blocks != nil }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layAccelerators(on: grid, blocks: blocks)
  }
}
