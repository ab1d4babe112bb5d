// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What reaches every node in between, from one source or to one destination, evenly spread.
struct Spread: Sendable {
  /// Shares of links, in order of link number, in sum one of the message for each hop.
  var hops: [(link: Int32, share: Double)]
  /// By node in between: latency of the slowest shortest path, in the order of `middles`.
  var delay: [Double]
  /// Nodes in between, by number.
  var middles: [Int32]
}

/// Spreads that were found; all are dropped once they are too many.
struct Spreads: Sendable {
  /// About 250 MB of hops at 16 bytes.
  private static let mostHops = 1 << 24

  struct Key: Hashable, Sendable {
    var level: Int32
    var node: Int32
    var isInward: Bool
  }

  private var known: [Key: Spread] = [:]
  private var hops = 0

  subscript(key: Key) -> Spread? { known[key] }

  mutating func hold(_ spread: Spread, _ key: Key) {
    if hops + spread.hops.count > Self.mostHops {
      known = [:]
      hops = 0
    }
    known[key] = spread
    hops += spread.hops.count
  }
}
