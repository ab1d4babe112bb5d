// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Cells of a region's axes, numbered with the last axis fastest.
struct RegionGrid {
  let axes: [RegionAxis]
  /// How far apart in number neighbours along each axis are.
  private let strides: [Int]
  let cellCount: Int

  init(_ axes: [RegionAxis]) {
    self.axes = axes
    var strides = [Int](repeating: 1, count: axes.count)
    var count = 1
    for axis in axes.indices.reversed() {
      strides[axis] = count
      count *= axes[axis].values.count
    }
    self.strides = strides
    cellCount = count
  }

  func index(of cell: Int, along axis: Int) -> Int {
    cell / strides[axis] % axes[axis].values.count
  }

  /// One choice of values along each axis: all cells whose values are chosen.
  struct Box: Hashable {
    var chosen: [[Bool]]
  }

  /// The box of one cell.
  func box(of cell: Int) -> Box {
    Box(
      chosen: axes.indices.map { axis in
        let own = index(of: cell, along: axis)
        return axes[axis].values.indices.map { $0 == own }
      })
  }

  /// Cells of a box, in their order.
  func cells(of box: Box) -> [Int] {
    var cells = [0]
    for (axis, chosen) in box.chosen.enumerated() {
      let steps = chosen.indices.filter { chosen[$0] }.map { $0 * strides[axis] }
      cells = cells.flatMap { cell in steps.map { cell + $0 } }
    }
    return cells
  }

  /// A box that no value can be added to, from one cell on.
  ///
  /// - Parameters:
  ///   - cell: where the claim holds.
  ///   - order: axes, the one to go furthest along first.
  ///   - holds: by cell.
  /// - Returns: a box with that cell, in which every cell holds.
  func grown(from cell: Int, order: [Int], holds: [Bool]) -> Box {
    var box = box(of: cell)
    // What cannot be added to a box cannot be added to a larger one: one walk over the values is
    // enough.
    for axis in order {
      let own = index(of: cell, along: axis)
      let values = axes[axis].values.indices
      for outwards in [Array(values.suffix(from: own + 1)), values.prefix(own).reversed()] {
        for value in outwards {
          // The slab that the value adds.
          var slab = box
          slab.chosen[axis] = values.map { $0 == value }
          let fits = cells(of: slab).allSatisfy { holds[$0] }
          if fits {
            box.chosen[axis][value] = true
          } else if axes[axis].isOrdered {
            break
          }
        }
      }
    }
    return box
  }
}
