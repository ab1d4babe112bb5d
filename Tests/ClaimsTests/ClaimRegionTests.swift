// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Claims

struct ClaimRegionTests {
  private static let models = RegionAxis(
    "model", values: ["dense", "moe-64", "moe-256"], isOrdered: false)
  private static let ratios = RegionAxis(
    "bandwidth ratio", values: ["1", "2", "4", "8"], isOrdered: true)

  private static func sentences(_ axes: [RegionAxis], _ outcomes: [Double?]) -> [String] {
    ClaimRegion(axes: axes, outcomes: outcomes, atLeast: 3).boxes.map(\.sentence)
  }

  @Test func `what holds from a value on is one inequality, for the models that need no more`() {
    let region = ClaimRegion(
      axes: [Self.models, Self.ratios],
      outcomes: [
        1, 1, 1, 2,
        1, 2, 3, 3,
        1, 2, 3, 4,
      ], atLeast: 3)
    #expect(
      region.boxes.map(\.sentence) == ["model = moe-64 or moe-256 and bandwidth ratio >= 4"])
    #expect(region.boxes[0].cellCount == 4 && region.holdingCount == 4)
    #expect(region.knownCount == 12)
  }

  @Test func `a corner that is cut out takes two boxes, which may share cells`() {
    let sizes = RegionAxis("GPUs", values: ["64", "512", "4096"], isOrdered: true)
    // All but few GPUs at little bandwidth.
    let found = Self.sentences([sizes, Self.ratios], [1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3])
    #expect(found == ["bandwidth ratio >= 4", "GPUs >= 512"])
  }

  @Test func `ranges between, single values, everywhere and nowhere`() {
    #expect(Self.sentences([Self.ratios], [3, 3, 1, 1]) == ["bandwidth ratio <= 2"])
    #expect(Self.sentences([Self.ratios], [1, 3, 3, 1]) == ["2 <= bandwidth ratio <= 4"])
    #expect(
      Self.sentences([Self.ratios], [3, 1, 3, 1]) == [
        "bandwidth ratio = 1", "bandwidth ratio = 4",
      ])
    #expect(Self.sentences([Self.ratios], [3, 3, 3, 3]) == ["everywhere"])
    #expect(Self.sentences([Self.ratios], [1, 1, 1, 2.999]) == [])
    #expect(Self.sentences([Self.ratios], [nil, 3, nil, 3]).count == 2)
  }

  @Test func `whatever the cells, boxes have those that hold, no others, and none is needless`() {
    let draws = ClaimDraws(seed: 17)
    let axes = [
      Self.models, Self.ratios, RegionAxis("batch", values: ["1", "2", "3"], isOrdered: true),
    ]
    let grid = RegionGrid(axes)
    for row in 0..<60 {
      let threshold = Double(row) / 60
      let holds = (0..<grid.cellCount).map {
        draws.level(of: "cell \($0)", row: row, matrix: .a) < threshold
      }
      let region = ClaimRegion(axes: axes, outcomes: holds.map { $0 ? 3 : 1 }, atLeast: 3)
      // Read the sentences back: a cell is in a box where each of its conditions is true of it.
      let members = region.boxes.map { box in
        (0..<grid.cellCount).filter { cell in
          box.conditions.allSatisfy { Self.isTrue($0, of: cell, in: grid) }
        }
      }
      #expect(zip(members, region.boxes).allSatisfy { $0.count == $1.cellCount })
      #expect(Set(members.joined()) == Set(holds.indices.filter { holds[$0] }))
      for needless in members.indices {
        let others = Set(members.indices.filter { $0 != needless }.flatMap { members[$0] })
        #expect(!others.isSuperset(of: members[needless]))
      }
    }
  }

  private static func isTrue(_ condition: String, of cell: Int, in grid: RegionGrid) -> Bool {
    grid.axes.indices.contains { axis in
      guard condition.contains(grid.axes[axis].name) else { return false }
      let value = grid.axes[axis].values[grid.index(of: cell, along: axis)]
      let words = condition.split(separator: " ").map(String.init)
      guard let number = Int(value) else { return words.dropFirst(2).contains(value) }
      if let last = words.last.flatMap(Int.init), words.contains("=") { return number == last }
      guard let first = words.first, let last = words.last.flatMap(Int.init) else { return false }
      if words.contains(">=") { return number >= last }
      return number <= last && number >= Int(first) ?? number
    }
  }
}
