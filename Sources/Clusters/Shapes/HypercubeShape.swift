// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Two positions along each of log2(size) dimensions.
struct HypercubeShape: DomainShape {
  static let name = "hypercube"
  static let hasSwitches = false
  static let hasLeaves = false

  private let grid: Grid

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    guard let size else { throw keys.node.error("\"size\" is missing: a power of two") }
    guard size.nonzeroBitCount == 1 else {
      throw keys.node.error("size: a hypercube joins a power of two, and not \(size)")
    }
    let dimensions = [Int](repeating: 2, count: size.trailingZeroBitCount)
    grid = Grid(dimensions.isEmpty ? [1] : dimensions, .neighbours)
  }

  var size: Int { grid.count }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layAccelerators(on: grid)
  }
}
