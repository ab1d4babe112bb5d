// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Finds what repeats in a chunk: takes the first match that is at least four bytes long.
///
/// Made for planes of bytes, which are either steady (runs, ramps, periods), where the distance of
/// the last match fits again, or noise, which is passed over in growing steps.
struct MatchFinder: ~Copyable {
  /// The last place of four bytes with each hash.
  private let lastPlace: UnsafeMutablePointer<Int32>
  private(set) var sequences: UnsafeMutablePointer<Sequence>
  private(set) var count = 0
  private var capacity: Int
  private static let hashBits = 13
  /// After so many misses each step is a byte longer: noise is found out at little cost, and a
  /// match of eight bytes in a few hundred of noise is not stepped over.
  private static let missesAStep = 64
  /// Farther back than a match may be, from any place.
  private static let nowhere = Int32(-DeflateSymbol.farthestMatch - 1)

  init() {
    lastPlace = .allocate(capacity: 1 << Self.hashBits)
    capacity = 1 << 10
    sequences = .allocate(capacity: capacity)
    forget()
  }

  deinit {
    lastPlace.deallocate()
    sequences.deallocate()
  }

  /// Begins another chunk.
  func forget() {
    lastPlace.update(repeating: Self.nowhere, count: 1 << Self.hashBits)
  }

  /// Makes `sequences` of a range, whose copies may begin before it. Counts the symbols.
  mutating func find(
    _ range: Range<Int>, of bytes: UnsafePointer<UInt8>, counting frequencies: SymbolFrequencies
  ) {
    count = 0
    let raw = UnsafeRawPointer(bytes)
    let end = range.upperBound
    let lastStart = end &- 8
    var literalsFrom = range.lowerBound
    var place = range.lowerBound
    var distance = DeflateSymbol.farthestMatch &+ 1
    var misses = 0
    while place <= lastStart {
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)
      let slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B1) &>> UInt32(32 &- Self.hashBits))
      let candidate = Int(lastPlace[slot])
      lastPlace[slot] = Int32(truncatingIfNeeded: place)
      var found = place &- distance
      if found < 0 || distance > DeflateSymbol.farthestMatch
        || raw.loadUnaligned(fromByteOffset: found, as: UInt32.self) != word
      {
        found = candidate
        guard place &- found <= DeflateSymbol.farthestMatch,
          raw.loadUnaligned(fromByteOffset: found, as: UInt32.self) == word
        else {
          misses &+= 1
          place &+= 1 &+ misses / Self.missesAStep
          continue
        }
      }
      distance = place &- found
      let length = Self.matchLength(raw + found, raw + place, atMost: end &- place)
      frequencies.add(literals: bytes + literalsFrom, count: place &- literalsFrom)
      frequencies.add(length: length, distance: distance)
      append(place &- literalsFrom, length, distance)
      place &+= length
      literalsFrom = place
      misses = 0
    }
    frequencies.add(literals: bytes + literalsFrom, count: end &- literalsFrom)
    frequencies.addEndOfBlock()
    append(end &- literalsFrom, 0, 0)
  }

  /// How many bytes are alike; four are.
  @inline(__always)
  private static func matchLength(
    _ earlier: UnsafeRawPointer, _ later: UnsafeRawPointer, atMost room: Int
  ) -> Int {
    let most = min(room, DeflateSymbol.longestMatch)
    var length = 4
    while length &+ 8 <= most {
      let difference =
        earlier.loadUnaligned(fromByteOffset: length, as: UInt64.self)
        ^ later.loadUnaligned(fromByteOffset: length, as: UInt64.self)
      if difference != 0 { return length &+ difference.trailingZeroBitCount >> 3 }
      length &+= 8
    }
    while length < most,
      earlier.load(fromByteOffset: length, as: UInt8.self)
        == later.load(fromByteOffset: length, as: UInt8.self)
    { length &+= 1 }
    return length
  }

  @inline(__always)
  private mutating func append(_ literals: Int, _ length: Int, _ distance: Int) {
    if count == capacity { grow() }
    (sequences + count).initialize(
      to: Sequence(
        literals: Int32(truncatingIfNeeded: literals), length: UInt16(truncatingIfNeeded: length),
        distance: UInt16(truncatingIfNeeded: distance)))
    count &+= 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Sequence>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: sequences, count: count)
    sequences.deallocate()
    sequences = larger
    capacity *= 2
  }
}
