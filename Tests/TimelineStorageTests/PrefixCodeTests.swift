// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimelineStorage

@Suite struct PrefixCodeTests {
  private func code(_ frequencies: [UInt32], limit: Int) -> PrefixCode {
    frequencies.withUnsafeBufferPointer { PrefixCode(frequencies: $0, limit: limit) }
  }

  /// The share of all sequences of bits that begin with a code, in units of 2^-16.
  private func spelled(_ lengths: [UInt8]) -> Int {
    lengths.reduce(0) { $1 == 0 ? $0 : $0 + 1 << (16 - Int($1)) }
  }

  @Test func `Huffman's own example has his average`() {
    // Huffman, Proc. IRE 40 (1952), table I: probabilities in hundredths, 3.42 bits on average.
    let frequencies: [UInt32] = [20, 18, 10, 10, 10, 6, 6, 4, 4, 4, 4, 3, 1]
    let lengths = code(frequencies, limit: 15).lengths
    #expect(zip(frequencies, lengths).reduce(0) { $0 + Int($1.0) * Int($1.1) } == 342)
    #expect(spelled(lengths) == 1 << 16)
  }

  @Test(arguments: [7, 15])
  func `no code is longer than its limit, and none is missing`(limit: Int) {
    // Fibonacci's numbers make Huffman's tree as deep as it gets: 18 for 19 symbols.
    var frequencies: [UInt32] = [1, 1]
    while frequencies.count < 19 { frequencies.append(frequencies.suffix(2).reduce(0, +)) }
    let lengths = code(frequencies, limit: limit).lengths
    #expect(lengths.max() == UInt8(limit))
    #expect(!lengths.contains(0))
    #expect(spelled(lengths) == 1 << 16)
    // What is rarer is never shorter.
    #expect(lengths == lengths.sorted(by: >))
  }

  @Test func `a symbol alone has a code of one bit beside another`() {
    #expect(code([0, 0, 0, 5], limit: 15).lengths == [1, 0, 0, 1])
    #expect(code([0, 0, 0], limit: 15).lengths == [1, 1, 0])
  }

  @Test func `codes are the canonical ones of RFC 1951`() {
    // Section 3.2.2: A to H with lengths 3, 3, 3, 3, 3, 2, 4, 4 are 010, 011, 100, 101, 110, 00,
    // 1110, 1111; here with their first bit lowest.
    let entries = PrefixCode(lengths: [3, 3, 3, 3, 3, 2, 4, 4]).entries
    #expect(entries.map { $0 >> 16 } == [3, 3, 3, 3, 3, 2, 4, 4])
    #expect(
      entries.map { $0 & 0xFFFF }
        == [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111])
  }
}
