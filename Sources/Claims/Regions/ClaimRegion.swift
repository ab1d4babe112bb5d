// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Where a claim holds, as few simple conditions: each is a box along the axes in which it holds in
/// every cell that was tried, and together they have all such cells.
///
/// Boxes are chosen greedily: from the first cell that none has, the one that adds most, over which
/// axis goes furthest; then those that the others make needless go. Not promised to be the fewest.
package struct ClaimRegion: Sendable, Hashable {
  package struct Box: Sendable, Hashable {
    /// One an axis that is not free, such as `bandwidth ratio >= 4`; none where the claim holds
    /// everywhere.
    package let conditions: [String]
    /// Cells in it; boxes may share some.
    package let cellCount: Int

    /// Conditions that all have to be met.
    package var sentence: String {
      conditions.isEmpty ? "everywhere" : conditions.joined(separator: " and ")
    }
  }

  /// In the order of their first cells; none where the claim holds nowhere.
  package let boxes: [Box]
  /// Cells in which the claim holds.
  package let holdingCount: Int
  /// Cells that were tried and came to something.
  package let knownCount: Int

  /// - Parameters:
  ///   - axes: at least one.
  ///   - outcomes: what each cell came to, the last axis fastest; nil for a cell in which nothing can
  ///     run, which no box has.
  ///   - claimed: what has to be reached; just met is reached.
  package init(axes: [RegionAxis], outcomes: [Double?], atLeast claimed: Double) {
    let grid = RegionGrid(axes)
    precondition(
      outcomes.count == grid.cellCount, "\(outcomes.count) outcomes of \(grid.cellCount) cells")
    let holds = outcomes.map { $0.map { $0 >= claimed } ?? false }
    holdingCount = holds.count { $0 }
    knownCount = outcomes.count { $0 != nil }
    boxes = Self.needed(Self.covering(holds, of: grid), of: grid).map { box in
      Box(
        conditions: zip(axes, box.chosen).compactMap { $0.condition($1) },
        cellCount: grid.cells(of: box).count)
    }
  }

  /// Boxes that have every cell that holds.
  private static func covering(_ holds: [Bool], of grid: RegionGrid) -> [RegionGrid.Box] {
    var isLeft = holds
    var boxes: [RegionGrid.Box] = []
    while let cell = isLeft.firstIndex(of: true) {
      var best = grid.box(of: cell)
      var added = 0
      // Each axis first, the others after it in their order.
      for first in grid.axes.indices {
        let order = [first] + grid.axes.indices.filter { $0 != first }
        let box = grid.grown(from: cell, order: order, holds: holds)
        let gain = grid.cells(of: box).count { isLeft[$0] }
        if gain > added {
          best = box
          added = gain
        }
      }
      for cell in grid.cells(of: best) { isLeft[cell] = false }
      boxes.append(best)
    }
    return boxes
  }

  /// Without those whose every cell is in another that stays.
  private static func needed(
    _ boxes: [RegionGrid.Box], of grid: RegionGrid
  ) -> [RegionGrid.Box] {
    var holders = [Int](repeating: 0, count: grid.cellCount)
    for box in boxes { for cell in grid.cells(of: box) { holders[cell] += 1 } }
    return boxes.filter { box in
      let cells = grid.cells(of: box)
      let isNeeded = cells.contains { holders[$0] == 1 }
      if !isNeeded { for cell in cells { holders[cell] -= 1 } }
      return isNeeded
    }
  }
}
