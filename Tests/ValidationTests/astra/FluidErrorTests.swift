// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic

/// How far the time on fluid links is from ASTRA-sim's answers, on every row: the table of
/// docs/validation.md. Where it is far, the physics differs, not the accounting.
struct FluidErrorTests {
  /// Rows of one kind, and the least and greatest of fluid time over theirs, less one.
  private static let table: [String: (rows: Int, least: Double, most: Double)] = [
    "Aware FullyConnected direct": (6, -0.0479, -0.0298),
    "Aware FullyConnected ring": (6, -0.0479, -0.0217),
    "Aware Ring direct": (6, -0.204, 0.294),
    "Aware Ring halvingDoubling": (6, -0.177, -0.0298),
    "Aware Ring ring": (10, -0.0479, -0.0217),
    "Aware Switch direct": (6, -0.130, -0.0128),
    "Aware Switch doubleBinaryTree": (6, -0.333, -0.275),
    "Aware Switch halvingDoubling": (6, -0.506, -0.316),
    "Aware Switch ring": (10, -0.512, -0.0762),
    "Unaware FullyConnected direct": (6, -0.0479, -0.0298),
    "Unaware FullyConnected ring": (6, -0.0479, -0.0217),
    "Unaware Ring direct": (6, 1.59, 423),
    "Unaware Ring halvingDoubling": (6, 0.216, 1.72),
    "Unaware Ring ring": (10, -0.0479, -0.0217),
    "Unaware Switch direct": (6, 2.19, 58.3),
    "Unaware Switch doubleBinaryTree": (6, 0.554, 0.740),
    "Unaware Switch halvingDoubling": (6, -0.0242, -0.0162),
    "Unaware Switch ring": (10, -0.0479, -0.0117),
  ]

  @Test func `fluid time is as far from every row as the documentation says`() throws {
    var found: [String: (rows: Int, least: Double, most: Double)] = [:]
    for row in try AllReduceTests.rows() {
      let error = try fluidNanoseconds(row) / row.nanoseconds - 1
      let kind = "\(row.backend) \(row.topology) \(row.algorithm)"
      let known = found[kind] ?? (0, .infinity, -.infinity)
      found[kind] = (known.rows + 1, min(known.least, error), max(known.most, error))
    }
    #expect(Set(found.keys) == Set(Self.table.keys))
    for (kind, range) in found.sorted(by: { $0.key < $1.key }) {
      print("ASTRA-sim: \(kind): \(range.rows) rows, fluid \(range.least) to \(range.most)")
      guard let expected = Self.table[kind] else { continue }
      #expect(range.rows == expected.rows, "\(kind)")
      // The table has three digits.
      #expect((range.least - expected.least).magnitude <= 6e-3 * (1 + expected.least), "\(kind)")
      #expect((range.most - expected.most).magnitude <= 6e-3 * (1 + expected.most), "\(kind)")
    }
  }

  /// The time of chunks that follow each other on fluid links.
  private func fluidNanoseconds(_ row: AllReduceTests.Row) throws -> Double {
    let name = try #require(WholeMessageTests.algorithms[row.algorithm])
    // There each chunk goes up and down one tree; here one chunk goes through both.
    let treesInChunk = name == "alternating-trees" ? 2 : 1
    let program = TinyProgram.single(.allReduce, ranks: row.ranks, bytes: .mebibytes(row.mebibytes))
    return try replay(
      program.withSerialChunks(row.chunks / treesInChunk), on: row.cluster(),
      policy: CollectivePolicy(algorithms: [.allReduce: name])
    ).duration.rawValue * 1e9
  }
}
