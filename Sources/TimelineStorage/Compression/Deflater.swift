// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Compresses chunks into the zlib format (RFC 1950) that HDF5's deflate filter reads.
///
/// Our own, because what lies in a file must be the same on any machine, and builds of zlib differ
/// in what they write; and because planes of bytes can be had at a quarter of zlib's cost: noise is
/// stored as it is, and what is steady is found by the distance that fitted last.
///
/// What comes out depends on the bytes alone. One value works for one thread.
struct Deflater: ~Copyable {
  private var finder = MatchFinder()
  private let frequencies = SymbolFrequencies()
  private let fixed = FixedCodes()
  /// The most bytes of a block: a plane of a full chunk.
  private static let longestBlock = elementsPerChunk
  /// Planes shorter than this share a block, whose header would cost more than it gains.
  private static let shortestBlock = 1 << 13
  /// The most bytes of a block that is stored as it is.
  private static let longestStored = 0xFFFF

  deinit { frequencies.free() }

  /// Room that the compressed form of so many bytes may need, and that which is written beyond it.
  static func room(for count: Int) -> Int {
    // At worst every block is stored, in two pieces of five bytes each; the stream has six.
    count + (count / shortestBlock + 2) * 10 + 6 + 8
  }

  /// Compresses bytes that come in planes of some length.
  ///
  /// - Parameters:
  ///   - bytes: `count` of them, plane after plane.
  ///   - count: of the bytes.
  ///   - planeLength: bytes of a plane.
  ///   - target: has `room(for: count)`.
  /// - Returns: how many bytes were written.
  mutating func deflate(
    _ bytes: UnsafePointer<UInt8>, count: Int, planeLength: Int,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    // A window of 32 KiB, and the fastest of four efforts: what zlib states at level 1.
    target[0] = 0x78
    target[1] = 0x01
    var writer = BitWriter(to: target + 2)
    finder.forget()
    let blockLength = Self.blockLength(planeLength: planeLength)
    var start = 0
    repeat {
      let end = min(start + blockLength, count)
      writeBlock(start..<end, of: bytes, isLast: end == count, to: &writer)
      start = end
    } while start < count
    writer.align()
    let checksum = Adler32.of(bytes, count: count).bigEndian
    withUnsafeBytes(of: checksum) { for byte in $0 { writer.add(UInt64(byte), count: 8) } }
    writer.flush()
    return writer.place - target
  }

  private static func blockLength(planeLength: Int) -> Int {
    guard planeLength < shortestBlock else { return min(planeLength, longestBlock) }
    return (shortestBlock + planeLength - 1) / max(planeLength, 1) * planeLength
  }

  private mutating func writeBlock(
    _ range: Range<Int>, of bytes: UnsafePointer<UInt8>, isLast: Bool, to writer: inout BitWriter
  ) {
    frequencies.clear()
    finder.find(range, of: bytes, counting: frequencies)
    let codes = BlockCodes(frequencies)
    let dynamicBits = codes.headerBits + frequencies.bits(codes.literals, codes.distances)
    let fixedBits = frequencies.bits(fixed.literals, fixed.distances)
    let storedBits = 8 * range.count + (range.count / Self.longestStored + 1) * 40
    if storedBits <= min(dynamicBits, fixedBits) {
      writeStored(range, of: bytes, isLast: isLast, to: &writer)
      return
    }
    writer.add(isLast ? 1 : 0, count: 1)
    if fixedBits <= dynamicBits {
      writer.add(1, count: 2)
      writeSequences(bytes + range.lowerBound, fixed.literals, fixed.distances, to: &writer)
    } else {
      writer.add(2, count: 2)
      codes.writeHeader(to: &writer)
      writeSequences(bytes + range.lowerBound, codes.literals, codes.distances, to: &writer)
    }
  }

  private func writeStored(
    _ range: Range<Int>, of bytes: UnsafePointer<UInt8>, isLast: Bool, to writer: inout BitWriter
  ) {
    var start = range.lowerBound
    repeat {
      let count = min(range.upperBound - start, Self.longestStored)
      let isLastPiece = isLast && start + count == range.upperBound
      writer.add(isLastPiece ? 1 : 0, count: 3)
      writer.align()
      writer.add(UInt64(count), count: 16)
      writer.add(UInt64(~UInt16(count)), count: 16)
      writer.flush()
      writer.copy(bytes + start, count: count)
      start += count
    } while start < range.upperBound
  }

  /// Writes what the finder found, whose first byte is given, and the end of the block.
  private func writeSequences(
    _ first: UnsafePointer<UInt8>, _ literals: PrefixCode, _ distances: PrefixCode,
    to writer: inout BitWriter
  ) {
    literals.entries.withUnsafeBufferPointer { literals in
      distances.entries.withUnsafeBufferPointer { distances in
        var out = writer
        out.flush()
        var place = first
        for index in 0..<finder.count {
          let sequence = finder.sequences[index]
          let end = place + Int(sequence.literals)
          // Three codes of fifteen bits at most, besides the seven that may wait.
          while end - place >= 3 {
            out.add(code: literals[Int(place[0])])
            out.add(code: literals[Int(place[1])])
            out.add(code: literals[Int(place[2])])
            out.flush()
            place += 3
          }
          while place < end {
            out.add(code: literals[Int(place[0])])
            place += 1
          }
          out.flush()
          guard sequence.length > 0 else { continue }
          let length = DeflateSymbol.ofLength(Int(sequence.length))
          out.add(code: literals[length.symbol])
          out.add(length.extra, count: UInt64(truncatingIfNeeded: length.extraBits))
          let distance = DeflateSymbol.ofDistance(Int(sequence.distance))
          out.add(code: distances[distance.symbol])
          out.add(distance.extra, count: UInt64(truncatingIfNeeded: distance.extraBits))
          out.flush()
          place += Int(sequence.length)
        }
        out.add(code: literals[DeflateSymbol.endOfBlock])
        out.flush()
        writer = out
      }
    }
  }
}
