// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The checksum of RFC 1950, section 8.2: the sum of all bytes plus one, and the sum of those sums.
///
/// Eight bytes a step: as four sums of 16 bits each in two words, which every processor adds as
/// quickly as one number.
enum Adler32 {
  /// The largest prime below 2^16.
  private static let modulus: UInt64 = 65_521
  /// Sums of sums of so many words fit 16 bits: 255 x (0 + 1 + ... + 15) = 30,600.
  private static let wordsAtOnce = 16
  private static let evenBytes: UInt64 = 0x00FF_00FF_00FF_00FF

  /// - Parameters:
  ///   - bytes: `count` of them.
  ///   - count: of the bytes.
  ///   - previous: the checksum of what came before; 1 where nothing did.
  /// - Returns: the checksum of all.
  static func of(
    _ bytes: UnsafePointer<UInt8>, count: Int, after previous: UInt32 = 1
  ) -> UInt32 {
    let raw = UnsafeRawPointer(bytes)
    var low = UInt64(previous & 0xFFFF)
    var high = UInt64(previous >> 16)
    var place = 0
    let stride = 8 * wordsAtOnce
    while place &+ stride <= count {
      addWords(raw + place, to: &low, &high)
      place &+= stride
      low %= modulus
      high %= modulus
    }
    while place < count {
      low &+= UInt64(bytes[place])
      high &+= low
      place &+= 1
    }
    return UInt32(high % modulus) << 16 | UInt32(low % modulus)
  }

  /// Word w of n, byte i of 8, value x: adds x to the low sum and (8 (n - w) - i) x to the high one,
  /// besides 8 n times the low sum as it was.
  @inline(__always)
  private static func addWords(
    _ raw: UnsafeRawPointer, to low: inout UInt64, _ high: inout UInt64
  ) {
    var (evens, odds, evenSums, oddSums) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    for word in 0..<wordsAtOnce {
      let bytes = raw.loadUnaligned(fromByteOffset: 8 &* word, as: UInt64.self)
      evenSums &+= evens
      oddSums &+= odds
      evens &+= bytes & evenBytes
      odds &+= bytes >> 8 & evenBytes
    }
    high &+= low &* UInt64(8 &* wordsAtOnce) &+ 8 &* (sum(evenSums) &+ sum(oddSums))
    low &+= sum(evens) &+ sum(odds)
    for lane: UInt64 in 0..<4 {
      let shift = 16 &* lane
      high &+= (8 &- 2 &* lane) &* (evens >> shift & 0xFFFF)
      high &+= (7 &- 2 &* lane) &* (odds >> shift & 0xFFFF)
    }
  }

  /// The sum of four numbers of 16 bits.
  @inline(__always)
  private static func sum(_ lanes: UInt64) -> UInt64 {
    (lanes & 0xFFFF) &+ (lanes >> 16 & 0xFFFF) &+ (lanes >> 32 & 0xFFFF) &+ lanes >> 48
  }
}
