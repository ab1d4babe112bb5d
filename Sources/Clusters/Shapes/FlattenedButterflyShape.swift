// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// The k-ary n-flat: switches of `radix` k at the positions of n-1 dimensions of k, each joined to
/// every other along each dimension, with k groups of accelerators on each.
///
/// After J. Kim, W. J. Dally and D. Abts, "Flattened butterfly: a cost-efficient topology for
/// high-radix networks", ISCA 2007. It joins k to the power n groups.
struct FlattenedButterflyShape: DomainShape {
  static let name = "flattened-butterfly"
  static let hasSwitches = true
  static let hasLeaves = false
  static let countsSwitches = true

  private let grid: Grid
  private let radix: Int

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    radix = try keys.integer("radix", in: 2...4096)
    let flat = try keys.integer("flat", in: 2...20)
    var product = radix
    for _ in 1..<flat { product = min(product * radix, Cluster.mostAccelerators + 1) }
    guard product <= Cluster.mostAccelerators else {
      throw keys.node.error("\(radix) to the power \(flat) is above \(Cluster.mostAccelerators)")
    }
    guard size == nil || size == product else {
      throw keys.node.error(
        "a \(radix)-ary \(flat)-flat joins \(product), and size says otherwise; leave size out")
    }
    grid = Grid([Int](repeating: radix, count: flat - 1), .everyone)
  }

  var size: Int { grid.count * radix }

  var hasTrunks: Bool { true }

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.laySwitches(
      on: grid, terminals: radix, widths: grid.dimensions.map { _ in 1 })
  }
}
