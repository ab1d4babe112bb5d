// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Rows of texts that are given as bytes: what was met before is found without making a string.
struct TextRows {
  /// Of each text that was met: its row, and where its bytes lie in `bytes`.
  private var entries: [(hash: UInt64, row: Int32, place: Range<Int>)] = []
  private var bytes: [UInt8] = []
  /// Numbers of entries by hash, a power of two of them, at most half of them taken; -1 elsewhere.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The row of a text, which is added to the names where it is new.
  ///
  /// - Returns: nil for bytes that are no UTF-8.
  mutating func row(of text: UnsafeRawBufferPointer, in names: inout NameTable) -> Int32? {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, bytes[entry.place].elementsEqual(text) { return entry.row }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard let string = String(validating: text, as: UTF8.self) else { return nil }
    let row = names.row(of: string)
    let start = bytes.count
    bytes.append(contentsOf: text)
    slots[slot] = Int32(entries.count)
    entries.append((hash, row, start..<bytes.count))
    if entries.count * 2 > slots.count { grow() }
    return row
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// Eight bytes a step: multiplied, and folded so that high bits reach the low ones.
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(text.count)
    var place = 0
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    while place &+ 8 <= text.count {
      mix(text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place &+= 8
    }
    var rest: UInt64 = 0
    while place < text.count {
      rest = rest << 8 | UInt64(text[place])
      place &+= 1
    }
    mix(rest)
    return hash
  }
}
