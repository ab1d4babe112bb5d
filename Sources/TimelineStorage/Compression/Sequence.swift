// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Some bytes as they are, then a copy of what was seen before (RFC 1951, section 2).
struct Sequence {
  /// Bytes as they are.
  var literals: Int32
  /// Bytes that are copied: 3 to 258, or 0 in the last sequence of a block.
  var length: UInt16
  /// How far back they were: 1 to 32,768.
  var distance: UInt16
}

/// The symbol of a length or a distance, and the bits that follow it (RFC 1951, section 3.2.5).
enum DeflateSymbol {
  static let endOfBlock = 256
  static let literalCount = 286
  static let distanceCount = 30
  static let longestMatch = 258
  static let farthestMatch = 32_768

  /// Symbols 257 to 284 stand for lengths that begin at 3 and whose steps double each four
  /// symbols; the greatest length has 285 to itself.
  @inline(__always)
  static func ofLength(_ length: Int) -> (symbol: Int, extra: UInt64, extraBits: Int) {
    if length == longestMatch { return (285, 0, 0) }
    let above = length &- 3
    if above < 8 { return (257 &+ above, 0, 0) }
    let bits = 61 &- above.leadingZeroBitCount
    let symbol = 261 &+ 4 &* bits &+ (above &>> bits & 3)
    return (symbol, UInt64(above & ((1 &<< bits) &- 1)), bits)
  }

  /// Likewise from 1 on, where steps double each two symbols.
  @inline(__always)
  static func ofDistance(_ distance: Int) -> (symbol: Int, extra: UInt64, extraBits: Int) {
    let above = distance &- 1
    if above < 4 { return (above, 0, 0) }
    let bits = 62 &- above.leadingZeroBitCount
    let symbol = 2 &+ 2 &* bits &+ (above &>> bits & 1)
    return (symbol, UInt64(above & ((1 &<< bits) &- 1)), bits)
  }
}
