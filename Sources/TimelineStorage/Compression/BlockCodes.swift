// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The codes of a block and the header that tells a reader what they are (RFC 1951, section 3.2.7).
struct BlockCodes {
  let literals: PrefixCode
  let distances: PrefixCode
  /// Lengths of both codes, run by run: a symbol of the code of lengths, and what follows it.
  private let runs: [(symbol: Int, extra: UInt64)]
  private let lengthCode: PrefixCode
  private let literalCount: Int
  private let distanceCount: Int
  private let lengthCount: Int

  /// The order in which the lengths of the code of lengths are told.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let extraBits = [2, 3, 7]

  init(_ frequencies: SymbolFrequencies) {
    literals = PrefixCode(frequencies: UnsafeBufferPointer(frequencies.literals), limit: 15)
    distances = PrefixCode(frequencies: UnsafeBufferPointer(frequencies.distances), limit: 15)
    literalCount = max(Self.used(literals.lengths), 257)
    distanceCount = max(Self.used(distances.lengths), 1)
    let told = literals.lengths[..<literalCount] + distances.lengths[..<distanceCount]
    runs = Self.runs(of: Array(told))
    var counts = [UInt32](repeating: 0, count: 19)
    for run in runs { counts[run.symbol] += 1 }
    lengthCode = counts.withUnsafeBufferPointer { PrefixCode(frequencies: $0, limit: 7) }
    let lengths = lengthCode.lengths
    lengthCount = max((Self.order.lastIndex { lengths[$0] > 0 } ?? 0) + 1, 4)
  }

  private static func used(_ lengths: [UInt8]) -> Int {
    (lengths.lastIndex { $0 > 0 } ?? -1) + 1
  }

  /// 16 repeats the last length 3 to 6 times, 17 and 18 stand for 3 to 10 and 11 to 138 zeros.
  private static func runs(of lengths: [UInt8]) -> [(symbol: Int, extra: UInt64)] {
    var runs: [(symbol: Int, extra: UInt64)] = []
    var place = 0
    while place < lengths.count {
      let length = lengths[place]
      var left = lengths[place...].prefix { $0 == length }.count
      place += left
      if length > 0 {
        runs.append((Int(length), 0))
        left -= 1
      }
      while left >= 3 {
        let taken = min(left, length > 0 ? 6 : 138)
        let symbol = length > 0 ? 16 : taken > 10 ? 18 : 17
        runs.append((symbol, UInt64(taken - (symbol == 18 ? 11 : 3))))
        left -= taken
      }
      for _ in 0..<left { runs.append((Int(length), 0)) }
    }
    return runs
  }

  /// Bits of the header, without the three that every block begins with.
  var headerBits: Int {
    runs.reduce(14 + 3 * lengthCount) { bits, run in
      bits + Int(lengthCode.lengths[run.symbol])
        + (run.symbol < 16 ? 0 : Self.extraBits[run.symbol - 16])
    }
  }

  func writeHeader(to writer: inout BitWriter) {
    writer.add(UInt64(literalCount - 257), count: 5)
    writer.add(UInt64(distanceCount - 1), count: 5)
    writer.add(UInt64(lengthCount - 4), count: 4)
    writer.flush()
    for symbol in Self.order[..<lengthCount] {
      writer.add(UInt64(lengthCode.lengths[symbol]), count: 3)
      writer.flush()
    }
    for run in runs {
      writer.add(code: lengthCode.entries[run.symbol])
      if run.symbol >= 16 {
        writer.add(run.extra, count: UInt64(Self.extraBits[run.symbol - 16]))
      }
      writer.flush()
    }
  }
}

/// The codes that need no header (RFC 1951, section 3.2.6): best for a handful of bytes.
struct FixedCodes {
  let literals: PrefixCode
  let distances: PrefixCode

  init() {
    // Symbols 286 and 287 have codes and never come.
    let lengths = (0..<288).map { symbol -> UInt8 in
      symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
    }
    literals = PrefixCode(lengths: lengths)
    distances = PrefixCode(lengths: Array(repeating: 5, count: 32))
  }
}

extension BitWriter {
  /// Adds a code as `PrefixCode.entries` has it.
  @inline(__always)
  mutating func add(code entry: UInt32) {
    add(UInt64(entry & 0xFFFF), count: UInt64(entry >> 16))
  }
}
