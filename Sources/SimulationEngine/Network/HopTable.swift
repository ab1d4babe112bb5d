// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Routes as columns: the links of each and the share of a message that crosses them.
struct HopTable: ~Copyable {
  /// `link[start[r]..<start[r + 1]]` are the links of route `r`.
  private(set) var start = Column<Int32>()
  private(set) var link = Column<Int32>()
  private(set) var share = Column<Double>()
  /// Joules that a byte costs on all hops of a route together.
  private(set) var joulesPerByte = Column<Double>()

  init() { start.append(0) }

  /// The row that was appended last.
  var lastRow: Int32 { Int32(start.count - 2) }

  /// Appends a route and returns its row.
  ///
  /// - Parameters:
  ///   - hops: links, each at most once, with shares above zero.
  ///   - joulesPerByteOfLink: what a byte costs on each link of the network; empty for nothing.
  /// - Returns: the row of the new route.
  mutating func append(
    _ hops: [(link: Int32, share: Double)], joulesPerByteOfLink: [Double]
  ) -> Int32 {
    var energy = 0.0
    for hop in hops {
      link.append(hop.link)
      share.append(hop.share)
      if !joulesPerByteOfLink.isEmpty {
        energy += joulesPerByteOfLink[Int(hop.link)] * hop.share
      }
    }
    start.append(Int32(link.count))
    joulesPerByte.append(energy)
    return lastRow
  }
}
