// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Numbers for sequences, equal for equal ones.
struct Sequences {
  private var rows: [[Int32]: Int32] = [:]
  /// The four that were numbered last.
  private var last: (a: Int32, b: Int32, c: Int32, d: Int32) = (0, 0, 0, 0)
  private var lastNumber: Int32 = -1

  mutating func number(of sequence: [Int32]) -> Int32 {
    if let row = rows[sequence] { return row }
    let row = Int32(rows.count)
    rows[sequence] = row
    return row
  }

  /// The same for four, of which many follow each other that are alike.
  @inline(__always)
  mutating func number(of a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) -> Int32 {
    if lastNumber >= 0, a == last.a, b == last.b, c == last.c, d == last.d { return lastNumber }
    lastNumber = number(of: [a, b, c, d])
    last = (a, b, c, d)
    return lastNumber
  }
}

/// What hangs in a tree: members by their classes, nodes by what is below them, and both as a parent
/// sees them.
struct TypeNumbers {
  var members = Sequences()
  var nodes = Sequences()
  var views = Sequences()
}
