// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Groups that are joined without switches between them.
extension FabricGroup {
  /// Around a circle.
  static func circle(_ children: [FabricGroup]) -> FabricGroup {
    FabricGroup("", noun: "group", children: children, arrangement: .circle)
  }

  /// A plane of blocks, each a frame of its own; nil of another grid.
  static func tiles(
    _ children: [FabricGroup], _ extents: [Int], _ blocks: [Int]?
  ) -> FabricGroup? {
    guard extents.count == 2, let blocks, blocks != extents, blocks != [1, 1] else { return nil }
    let counts = zip(extents, blocks).map { $0 / $1 }
    let tiles = (0..<counts[0] * counts[1]).map { number in
      let first = number / counts[0] * blocks[1] * extents[0] + number % counts[0] * blocks[0]
      let members = (0..<blocks[1]).flatMap { row in
        children[first + row * extents[0]..<first + row * extents[0] + blocks[0]]
      }
      return FabricGroup(
        "block \(number)", noun: "block", children: members,
        arrangement: .grid(columns: blocks[0], rows: blocks[1]))
    }
    return FabricGroup(
      "", noun: "group", children: tiles,
      arrangement: .grid(columns: counts[0], rows: counts[1]))
  }

  /// Two axes make a plane, and planes stand along the next two.
  static func grid(_ children: [FabricGroup], _ axes: ArraySlice<GridAxes.Axis>) -> FabricGroup {
    let extents = axes.prefix(2).map(\.extent)
    let (columns, rows) = (extents.first ?? 1, extents.count > 1 ? extents[1] : 1)
    let arrangement = FabricGroup.Arrangement.grid(columns: columns, rows: rows)
    guard axes.count > 2 else {
      return FabricGroup("", noun: "group", children: children, arrangement: arrangement)
    }
    let size = columns * rows
    let planes = (0..<children.count / size).map { plane in
      FabricGroup(
        "plane \(plane)", noun: "plane",
        children: Array(children[plane * size..<(plane + 1) * size]), arrangement: arrangement)
    }
    return .grid(planes, axes.dropFirst(2))
  }
}
