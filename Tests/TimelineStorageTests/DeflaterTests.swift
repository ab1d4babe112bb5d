// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CZlib
import Foundation
import Testing

@testable import TimelineStorage

/// Everything here is read back by zlib, which HDF5 reads chunks with.
@Suite struct DeflaterTests {
  private func deflated(_ bytes: [UInt8], planeLength: Int) -> [UInt8] {
    var deflater = Deflater()
    let room = Deflater.room(for: bytes.count)
    // Behind the room lies what must not be touched.
    var target = [UInt8](repeating: 0xA5, count: room + 8)
    let count = deflater.deflate(
      bytes, count: bytes.count, planeLength: planeLength, to: &target)
    #expect(target[room...].allSatisfy { $0 == 0xA5 })
    return Array(target[..<count])
  }

  private func inflated(_ stream: [UInt8], count: Int) -> [UInt8]? {
    // One byte more than is expected, so that too many would be seen.
    var target = [UInt8](repeating: 0, count: count + 1)
    var length = uLongf(target.count)
    let status = uncompress(&target, &length, stream, uLong(stream.count))
    return status == Z_OK ? Array(target[..<Int(length)]) : nil
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 255, 4_096, 8_191, 8_192, 65_535, 65_536, 200_003])
  func `zlib reads back whatever was deflated`(count: Int) {
    for pattern in Pattern.allCases {
      let bytes = pattern.bytes(count)
      for planeLength in [1, max(count / 8, 1), count] {
        let stream = deflated(bytes, planeLength: planeLength)
        #expect(
          inflated(stream, count: count) == bytes, "\(pattern), planes of \(planeLength)")
      }
    }
  }

  @Test func `noise grows by no more than the heads of stored blocks`() {
    // Two heads of five bytes a plane of 65,536, the stream's own six, and one byte of bits.
    let bytes = Pattern.noise.bytes(8 * 65_536)
    #expect(deflated(bytes, planeLength: 65_536).count <= bytes.count + 8 * 10 + 7)
  }

  @Test(arguments: Pattern.allCases)
  func `planes become about as small as zlib makes them at level 1`(pattern: Pattern) {
    let bytes = pattern.bytes(4 * 65_536)
    var target = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 64)
    var length = uLongf(target.count)
    #expect(compress2(&target, &length, bytes, uLong(bytes.count), 1) == Z_OK)
    // A tenth, since zlib also takes matches of three bytes, and what the heads of four blocks take.
    #expect(deflated(bytes, planeLength: 65_536).count <= Int(length) * 11 / 10 + 400)
  }

  @Test func `a match reaches back 32,768 bytes and no farther`() {
    // Noise, so that nothing else repeats, then its first half again at the greatest distance.
    for gap in [32_767, 32_768, 32_769] {
      let noise = Pattern.noise.bytes(gap)
      let bytes = noise + noise.prefix(8_000)
      let stream = deflated(bytes, planeLength: bytes.count)
      #expect(inflated(stream, count: bytes.count) == bytes)
      #expect((stream.count < gap + 4_000) == (gap <= 32_768))
    }
  }

  @Test func `one value deflates many chunks, each as if it were the first`() {
    var deflater = Deflater()
    let (a, b) = (Pattern.runs.bytes(40_000), Pattern.ramp.bytes(40_000))
    var streams: [[UInt8]] = []
    for bytes in [a, b, a] {
      var target = [UInt8](repeating: 0, count: Deflater.room(for: bytes.count))
      let count = deflater.deflate(bytes, count: bytes.count, planeLength: 10_000, to: &target)
      streams.append(Array(target[..<count]))
    }
    #expect(streams[0] == streams[2])
    #expect(inflated(streams[1], count: b.count) == b)
  }

  @Test(arguments: [0, 1, 7, 8, 127, 128, 129, 4_096, 100_000])
  func `checksums are zlib's`(count: Int) {
    for pattern in Pattern.allCases {
      let bytes = pattern.bytes(count)
      #expect(UInt(Adler32.of(bytes, count: count)) == adler32(1, bytes, uInt(count)))
    }
    // The greatest sums that can be.
    let most = [UInt8](repeating: 0xFF, count: count)
    let previous: UInt32 = 65_520 << 16 | 65_520
    #expect(
      UInt(Adler32.of(most, count: count, after: previous))
        == adler32(UInt(previous), most, uInt(count)))
  }
}

/// What planes of bytes look like.
enum Pattern: CaseIterable {
  case zeros, ramp, runs, noise, halfNoise, period, skewed, slowRamp

  func bytes(_ count: Int) -> [UInt8] {
    var random = UInt64(count) | 1
    func next() -> UInt64 {
      // Xorshift: Marsaglia, Journal of Statistical Software 8 (2003), 14.
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return random
    }
    return (0..<count).map { place in
      switch self {
      case .zeros: 0
      case .ramp: UInt8(truncatingIfNeeded: place)
      case .slowRamp: UInt8(truncatingIfNeeded: place >> 8)
      case .runs: UInt8(truncatingIfNeeded: (place / 8) &* 2_654_435_761 >> 8)
      case .noise: UInt8(truncatingIfNeeded: next() >> 32)
      case .halfNoise: place / 512 % 2 == 0 ? UInt8(truncatingIfNeeded: next() >> 32) : 7
      case .period: UInt8(truncatingIfNeeded: (place % 1_000) &* (place % 1_000) >> 4)
      // Symbol k half as often as k - 1: Huffman's longest code would have more than 15 bits.
      case .skewed: UInt8(next().trailingZeroBitCount)
      }
    }
  }
}
