// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The row of each pair of accelerators that has a route.
///
/// Sixteen neighbouring receivers of a sender lie on one cache line, since collectives send to
/// neighbours one after the other, and a table with open addressing finds the line: a hash table of
/// pairs would wait for memory at each of them.
struct RouteIndex: ~Copyable {
  private static var lineBits: Int32 { 4 }

  /// Sixteen entries per line: a row, or -1.
  private var rows = Column<Int32>()
  /// One entry per line: its sender, and its receivers' number without the lowest bits.
  private var keys = Column<UInt64>()
  /// Open addressing from a key to its line; -1 is empty. At most half is in use.
  private var table = Column<Int32>(repeating: -1, count: 64)

  init() {}

  /// The row of a pair, or nil.
  @inline(__always)
  func row(from: Int32, to: Int32) -> Int32? {
    let line = table[slot(of: Self.key(from, to))]
    guard line >= 0 else { return nil }
    let row = rows[Self.place(of: to, in: line)]
    return row < 0 ? nil : row
  }

  mutating func setRow(_ row: Int32, from: Int32, to: Int32) {
    let key = Self.key(from, to)
    var line = table[slot(of: key)]
    if line < 0 {
      line = Int32(keys.count)
      keys.append(key)
      rows.extend(to: keys.count << Int(Self.lineBits), with: -1)
      if keys.count * 2 > table.count { rehash() } else { table[slot(of: key)] = line }
    }
    rows[Self.place(of: to, in: line)] = row
  }

  @inline(__always)
  private static func key(_ from: Int32, _ to: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to >> lineBits))
  }

  @inline(__always)
  private static func place(of to: Int32, in line: Int32) -> Int {
    Int(line) << Int(lineBits) | Int(to & (1 << lineBits - 1))
  }

  /// Where a key stands in the table, or the empty place that it would take.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (table.count - 1)
    while table[slot] >= 0 && keys[table[slot]] != key { slot = (slot + 1) & (table.count - 1) }
    return slot
  }

  private mutating func rehash() {
    table = Column<Int32>(repeating: -1, count: table.count * 2)
    for line in 0..<Int32(keys.count) { table[slot(of: keys[line])] = line }
  }
}
