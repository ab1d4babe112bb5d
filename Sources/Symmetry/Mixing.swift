// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One colour from two, the same on every machine. Equal colours only propose a class; whether it is
/// one, `EquitabilityCheck` says without them.
///
/// Source of the constants: S. Vigna's splitmix64.
@inline(__always)
func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var x = a &+ 0x9e37_79b9_7f4a_7c15 &+ (b &* 0xbf58_476d_1ce4_e5b9)
  x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
  x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
  return x ^ (x >> 31)
}

@inline(__always)
func mixed(_ a: UInt64, _ b: some BinaryInteger) -> UInt64 {
  mixed(a, UInt64(truncatingIfNeeded: b))
}

/// Numbers for colours in the order in which they first appear.
struct Numbering {
  private(set) var count: Int32 = 0
  private var keys: [UInt64]
  private var numbers: [Int32]
  private var mask: Int
  /// The last two, which mostly come again: the two directions of one link after the other.
  private var recent: (UInt64, Int32) = (0, -1)
  private var before: (UInt64, Int32) = (0, -1)

  /// Slots to begin with, a power of two.
  private static let firstSize = 64

  init() {
    keys = [UInt64](repeating: 0, count: Self.firstSize)
    numbers = [Int32](repeating: -1, count: Self.firstSize)
    mask = Self.firstSize - 1
  }

  /// The number of a colour, a new one where it was not seen before.
  @inline(__always)
  mutating func number(of colour: UInt64) -> Int32 {
    if colour == recent.0, recent.1 >= 0 { return recent.1 }
    if colour == before.0, before.1 >= 0 {
      swap(&recent, &before)
      return recent.1
    }
    before = recent
    recent = (colour, find(colour))
    return recent.1
  }

  /// Where a colour is looked for first. Colours are mixed: their low bits are as good as any.
  @inline(__always)
  private func slot(of colour: UInt64) -> Int { Int(truncatingIfNeeded: colour) & mask }

  private mutating func find(_ colour: UInt64) -> Int32 {
    var slot = slot(of: colour)
    while numbers[slot] >= 0 {
      if keys[slot] == colour { return numbers[slot] }
      slot = (slot + 1) & mask
    }
    keys[slot] = colour
    numbers[slot] = count
    count += 1
    if Int(count) * 2 > mask { grow() }
    return count - 1
  }

  private mutating func grow() {
    let old = (keys, numbers)
    mask = mask * 2 + 1
    keys = [UInt64](repeating: 0, count: mask + 1)
    numbers = [Int32](repeating: -1, count: mask + 1)
    for index in old.0.indices where old.1[index] >= 0 {
      var slot = slot(of: old.0[index])
      while numbers[slot] >= 0 { slot = (slot + 1) & mask }
      keys[slot] = old.0[index]
      numbers[slot] = old.1[index]
    }
  }
}
