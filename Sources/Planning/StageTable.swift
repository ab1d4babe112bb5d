// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// How many blocks of each kind the stages of a pipeline have.
struct StageTable {
  /// Stages with the same blocks in the same parts.
  struct Kind {
    /// Blocks of each kind.
    var counts: [Double]
    /// Of the part that is first in a microbatch's way.
    var firstPart: [Double]
    /// Of the first block of that part.
    var firstBlock: Int
    /// Of the block before the stage's first part, and that of its end: what messages are.
    var lastBlock: Int
    /// Blocks of each kind of all stages before the first of these.
    var before: [Double]
    /// How many stages, and the first of them.
    var stages: Int
    var first: Int
  }

  let kinds: [Kind]
  /// By stage, the row of `kinds`.
  let kindOfStage: [Int]
  /// By stage and part, blocks of each kind.
  let parts: [[[Double]]]

  /// - Parameters:
  ///   - cut: of the plan.
  ///   - frame: whose.
  ///   - table: of its blocks.
  init(_ cut: StageCut, _ frame: PlanFrame, _ table: BlockTable) {
    let width = table.kinds.count
    var kinds: [Kind] = []
    var kindOfStage: [Int] = []
    var parts: [[[Double]]] = []
    var before = [Double](repeating: 0, count: width)
    for stage in 0..<frame.pipeline {
      let ofParts = (0..<frame.interleave).map { part in
        var counts = [Double](repeating: 0, count: width)
        for row in cut.blocks(stage: stage, part: part, of: frame.pipeline) {
          counts[table.kindOfRow[row]] += 1
        }
        return counts
      }
      var counts = ofParts[0]
      for part in ofParts.dropFirst() {
        for row in 0..<width { counts[row] += part[row] }
      }
      let rows = cut.blocks(stage: stage, part: 0, of: frame.pipeline)
      let first = rows.isEmpty ? -1 : table.kindOfRow[rows.lowerBound]
      let last = rows.isEmpty ? -1 : table.kindOfRow[rows.upperBound - 1]
      if let known = kinds.firstIndex(where: {
        $0.counts == counts && $0.firstPart == ofParts[0] && $0.firstBlock == first
      }), parts[kinds[known].first] == ofParts {
        kinds[known].stages += 1
        kindOfStage.append(known)
      } else {
        kinds.append(
          Kind(
            counts: counts, firstPart: ofParts[0], firstBlock: first, lastBlock: last,
            before: before, stages: 1, first: stage))
        kindOfStage.append(kinds.count - 1)
      }
      parts.append(ofParts)
      for row in 0..<width { before[row] += counts[row] }
    }
    self.kinds = kinds
    self.kindOfStage = kindOfStage
    self.parts = parts
  }
}

extension [Double] {
  /// The sum of products with another column of the same length.
  @inline(__always)
  func dot(_ other: [Double]) -> Double {
    var sum = 0.0
    for row in indices { sum += self[row] * other[row] }
    return sum
  }
}
