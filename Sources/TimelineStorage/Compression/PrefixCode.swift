// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A prefix code for the symbols 0 ..< n: Huffman's, with no code longer than a limit.
///
/// Canonical, as RFC 1951, section 3.2.2 wants it: the lengths alone say what the codes are.
struct PrefixCode {
  /// Bits of each symbol's code; 0 where the symbol has none.
  let lengths: [UInt8]
  /// Each symbol's code as it is written, first bit lowest, with its length from bit 16 on.
  let entries: [UInt32]

  /// - Parameters:
  ///   - frequencies: how often each symbol comes. Two symbols get a code even where fewer come:
  ///     readers refuse a code that could spell more than its symbols.
  ///   - limit: the most bits of a code.
  init(frequencies: UnsafeBufferPointer<UInt32>, limit: Int) {
    // Rare symbols first; of equals the lower number, so that every machine finds the same code.
    var keys: [UInt64] = []
    keys.reserveCapacity(frequencies.count)
    for (symbol, frequency) in frequencies.enumerated() where frequency > 0 {
      keys.append(UInt64(frequency) << 16 | UInt64(symbol))
    }
    for symbol in 0..<frequencies.count where keys.count < 2 && frequencies[symbol] == 0 {
      keys.append(1 << 16 | UInt64(symbol))
    }
    keys.sort()
    let counts = Self.limited(Self.depths(of: keys), to: limit)
    var lengths = [UInt8](repeating: 0, count: frequencies.count)
    var next = keys.count
    for length in 1...limit {
      for _ in 0..<counts[length] {
        next -= 1
        lengths[Int(keys[next] & 0xFFFF)] = UInt8(length)
      }
    }
    self.init(lengths: lengths)
  }

  init(lengths: [UInt8]) {
    self.lengths = lengths
    var counts = [UInt32](repeating: 0, count: 17)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var next = [UInt32](repeating: 0, count: 17)
    for length in 1..<16 { next[length + 1] = (next[length] + counts[length]) << 1 }
    entries = lengths.map { length in
      guard length > 0 else { return 0 }
      let code = UInt16(truncatingIfNeeded: next[Int(length)])
      next[Int(length)] += 1
      return UInt32(Self.reversed(code) >> (16 - UInt16(length))) | UInt32(length) << 16
    }
  }

  /// How many leaves Huffman's tree has at each depth, from the weights in ascending order, which
  /// lie above the lowest 16 bits.
  private static func depths(of keys: [UInt64]) -> [Int] {
    let leaves = keys.count
    // Inner nodes come into being in ascending order of their weights, so two queues suffice.
    var weight = [UInt64](repeating: 0, count: leaves - 1)
    var parent = [Int](repeating: 0, count: 2 * leaves - 1)
    var (leaf, inner) = (0, 0)
    for node in 0..<leaves - 1 {
      for _ in 0..<2 {
        if inner >= node || (leaf < leaves && keys[leaf] >> 16 <= weight[inner]) {
          weight[node] += keys[leaf] >> 16
          parent[leaf] = leaves + node
          leaf += 1
        } else {
          weight[node] += weight[inner]
          parent[leaves + inner] = leaves + node
          inner += 1
        }
      }
    }
    var depth = [Int](repeating: 0, count: 2 * leaves - 1)
    var counts: [Int] = Array(repeating: 0, count: leaves + 1)
    for node in (0..<2 * leaves - 2).reversed() {
      depth[node] = depth[parent[node]] + 1
      if node < leaves { counts[depth[node]] += 1 }
    }
    return counts
  }

  /// Moves leaves up to the limit, and others down until all have room.
  private static func limited(_ counts: [Int], to limit: Int) -> [Int] {
    var counts = counts + Array(repeating: 0, count: max(limit + 1 - counts.count, 0))
    counts[limit] += counts[(limit + 1)...].reduce(0, +)
    // Room in codes of the greatest length: a shorter code takes that of all that begin with it.
    var taken = (1...limit).reduce(0) { $0 + counts[$1] << (limit - $1) }
    while taken > 1 << limit {
      var shorter = limit - 1
      while counts[shorter] == 0 { shorter -= 1 }
      // A leaf becomes a node of two, one of which comes from the limit.
      counts[shorter] -= 1
      counts[shorter + 1] += 2
      counts[limit] -= 1
      taken -= 1
    }
    return counts
  }

  private static func reversed(_ code: UInt16) -> UInt16 {
    var bits = code
    bits = bits >> 8 | bits << 8
    bits = (bits & 0x0F0F) << 4 | bits >> 4 & 0x0F0F
    bits = (bits & 0x3333) << 2 | bits >> 2 & 0x3333
    return (bits & 0x5555) << 1 | bits >> 1 & 0x5555
  }
}
