// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Classes of ranks and of bundles, numbered in the order of their first members.
struct Partition: Sendable {
  var rankClass: [Int32]
  var rankClassCount: Int
  var bundleClass: [Int32]
  var bundleClassCount: Int

  /// The members of each class of ranks, rising: `member[start[c]..<start[c + 1]]`.
  var ranksByClass: (start: [Int32], member: [Int32]) {
    Self.sorted(rankClass, count: rankClassCount)
  }

  /// Bundles in each class.
  var bundleCounts: [Int32] {
    var counts = [Int32](repeating: 0, count: bundleClassCount)
    for row in bundleClass { counts[Int(row)] += 1 }
    return counts
  }

  static func sorted(_ classes: [Int32], count: Int) -> (start: [Int32], member: [Int32]) {
    var start = [Int32](repeating: 0, count: count + 1)
    for row in classes { start[Int(row) + 1] += 1 }
    for row in 0..<count { start[row + 1] += start[row] }
    var next = start
    var member = [Int32](repeating: 0, count: classes.count)
    for (index, row) in classes.enumerated() {
      member[Int(next[Int(row)])] = Int32(index)
      next[Int(row)] += 1
    }
    return (start, member)
  }
}
