// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry

/// The routes of what classes send in the exchanges of a folded program's schedules.
struct FoldedSends: ~Copyable {
  private let start: Column<Int32>
  private let rows: Column<Int32>

  /// Nothing where every rank is simulated.
  init(_ folded: FoldedGraph?) {
    start = Column(folded?.sendStart ?? [])
    rows = Column(folded?.rowOfSend ?? [])
  }

  @inline(__always)
  func row(of place: Int32, in exchange: Int32) -> Int32 { rows[start[exchange] + place] }
}
