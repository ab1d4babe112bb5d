// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Writes bits as deflate wants them: the first into the lowest bit of a byte (RFC 1951, 3.1.1).
struct BitWriter {
  /// Where the next whole byte goes. Eight bytes from here on must be there to be written.
  private(set) var place: UnsafeMutablePointer<UInt8>
  private var bits: UInt64 = 0
  private var count: UInt64 = 0

  init(to place: UnsafeMutablePointer<UInt8>) { self.place = place }

  /// Adds bits, which wait until they are flushed. No more than 56 may wait.
  @inline(__always)
  mutating func add(_ value: UInt64, count added: UInt64) {
    bits |= value &<< count
    count &+= added
  }

  /// Writes the whole bytes that wait; fewer than eight bits stay.
  @inline(__always)
  mutating func flush() {
    UnsafeMutableRawPointer(place).storeBytes(of: bits.littleEndian, as: UInt64.self)
    let bytes = count >> 3
    place += Int(truncatingIfNeeded: bytes)
    bits &>>= bytes &<< 3
    count &= 7
  }

  /// Bits that wait.
  var waiting: Int { Int(count) }

  /// Fills the byte that was begun, so that whole bytes can follow.
  mutating func align() {
    count = (count &+ 7) & ~7
    flush()
  }

  /// Copies whole bytes, where no bits wait.
  mutating func copy(_ bytes: UnsafePointer<UInt8>, count copied: Int) {
    precondition(count == 0, "bytes would overwrite \(count) bits")
    place.update(from: bytes, count: copied)
    place += copied
  }
}
