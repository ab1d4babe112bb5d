// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which nodes of a cluster stand at the positions of a domain's grid.
package struct NodeGrid: Sendable, Hashable {
  package var grid: Grid
  /// The first node of the first copy.
  package var first: Int32
  /// Nodes side by side at one position, each joined to its like at other positions.
  package var planes: Int
  /// Grids of this kind, one after the other.
  package var copies: Int
  /// Whether every link of the grid is there: distances then need no search.
  package var isWhole = true

  package init(_ grid: Grid, first: Int32, planes: Int, copies: Int) {
    self.grid = grid
    self.first = first
    self.planes = planes
    self.copies = copies
  }

  private var span: Int { grid.count * planes }

  /// Nodes on the grids.
  var nodes: Range<Int32> { first..<first + Int32(span * copies) }

  /// The position of a node; nil where it is on none of the grids.
  package func position(of node: Int32) -> Int? {
    nodes.contains(node) ? Int(node - first) % span / planes : nil
  }

  /// The grid and the plane that a node is on.
  func sheet(of node: Int32) -> Int {
    let place = Int(node - first)
    return place / span * planes + place % planes
  }

  /// The first dimension in which two nodes differ; nil where one is on no grid, or in none.
  func dimension(from: Int32, to: Int32) -> Int? {
    guard let here = position(of: from), let there = position(of: to) else { return nil }
    var (rest, other) = (here, there)
    for (dimension, size) in grid.dimensions.enumerated() {
      if rest % size != other % size { return dimension }
      rest /= size
      other /= size
    }
    return nil
  }

  /// Whether distances on the grid have a closed form.
  var isMeasurable: Bool { isWhole && planes == 1 && grid.twists.isEmpty }
}
