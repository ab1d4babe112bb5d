// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Switches at the positions of a grid, each joined to every other along each dimension.
///
/// `dimensions` counts switches, `terminals` groups of accelerators on each, `widths` the parallel
/// links between two switches by dimension. After J. H. Ahn, N. Binkert, A. Davis, M. McLaren and
/// R. S. Schreiber, "HyperX: topology, routing, and packaging of efficient large-scale networks",
/// SC 2009. Diameter between switches: the number of dimensions.
struct HyperXShape: DomainShape {
  static let name = "hyperx"
  static let hasSwitches = true
  static let hasLeaves = false
  static let countsSwitches = true

  private let grid: Grid
  private let terminals: Int
  private let widths: [Int]

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    terminals = try keys.integer("terminals", in: 1...Cluster.mostAccelerators)
    grid = Grid(try keys.dimensions(size: nil), .everyone)
    if let node = keys.optional("widths") {
      var widths: [Int] = []
      for element in try node.sequence() { widths.append(try element.integer(in: 1...4096)) }
      guard widths.count == grid.dimensions.count else {
        throw node.error(
          "lists \(widths.count) widths for \(grid.dimensions.count) dimensions; one for each")
      }
      self.widths = widths
    } else {
      widths = grid.dimensions.map { _ in 1 }
    }
    if let size, size != self.size {
      throw keys.node.error(
        "size says \(size), and \(grid.count) switches with \(terminals) terminals are "
          + "\(self.size); leave size out")
    }
  }

  var size: Int { grid.count * terminals }

  var hasTrunks: Bool { true }

  func forwards(inner: Int) -> Bool { false }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.laySwitches(on: grid, terminals: terminals, widths: widths)
  }
}
