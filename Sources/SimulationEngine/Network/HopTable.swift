// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry

/// Where the hops of a route stand, in one word: what a solve needs of a flow's route.
struct HopSpan: BitwiseCopyable {
  var first: Int32
  /// Of hops; negative where a share differs from 1, so that most routes never look at shares.
  private var signedCount: Int32

  init(first: Int32, count: Int32, hasUnitShares: Bool) {
    self.first = first
    signedCount = hasUnitShares ? count : -count
  }

  @inline(__always) var count: Int { Int(abs(signedCount)) }
  @inline(__always) var hasUnitShares: Bool { signedCount >= 0 }
}

/// Routes as columns: the links of each, the share of their rate that a message takes, and the share of
/// the message that crosses them, which differ where switches work slower than links.
struct HopTable: ~Copyable {
  /// `link[start[r]..<start[r + 1]]` are the links of route `r`.
  private(set) var start = Column<Int32>()
  private(set) var link = Column<Int32>()
  private(set) var share = Column<Double>()
  private(set) var crossing = Column<Double>()
  /// Joules that a byte costs on all hops of a route together.
  private(set) var joulesPerByte = Column<Double>()
  /// The same for every flow that the route stands for.
  private(set) var joulesPerByteOfAll = Column<Double>()
  /// Flows on each link, for routes that stand for several; empty where each stands for one.
  private(set) var crowd = Column<Int>()
  private(set) var span = Column<HopSpan>()

  init() { start.append(0) }

  /// The row that was appended last.
  var lastRow: Int32 { Int32(start.count - 2) }

  /// Appends a route and returns its row.
  ///
  /// - Parameters:
  ///   - hops: links, each at most once, with shares above zero.
  ///   - joulesPerByteOfLink: what a byte costs on each link of the network; empty for nothing.
  ///   - efficiency: of a share, what crosses the link.
  /// - Returns: the row of the new route.
  mutating func append(
    _ hops: [(link: Int32, share: Double)], joulesPerByteOfLink: [Double],
    efficiency: Double = 1
  ) -> Int32 {
    let first = Int32(link.count)
    var energy = 0.0
    var hasUnitShares = true
    for hop in hops {
      link.append(hop.link)
      share.append(hop.share)
      crossing.append(hop.share * efficiency)
      if hop.share != 1 { hasUnitShares = false }
      if !joulesPerByteOfLink.isEmpty {
        energy += joulesPerByteOfLink[Int(hop.link)] * hop.share * efficiency
      }
    }
    start.append(Int32(link.count))
    joulesPerByte.append(energy)
    joulesPerByteOfAll.append(energy)
    span.append(
      HopSpan(first: first, count: Int32(hops.count), hasUnitShares: hasUnitShares))
    return lastRow
  }

  /// Appends the classes of flows of a folded program, each under its row there.
  mutating func append(_ rows: FlowRows) {
    for row in 0..<rows.count {
      var hasUnitShares = true
      let first = Int32(link.count)
      for hop in Int(rows.start[row])..<Int(rows.start[row + 1]) {
        link.append(rows.link[hop])
        share.append(rows.share[hop])
        crossing.append(rows.crossing[hop])
        crowd.append(rows.crowd[hop])
        if rows.share[hop] != 1 { hasUnitShares = false }
      }
      start.append(Int32(link.count))
      joulesPerByte.append(rows.joulesPerByte[row])
      joulesPerByteOfAll.append(rows.joulesPerByte[row] * rows.flows[row])
      span.append(
        HopSpan(
          first: first, count: Int32(link.count) - first, hasUnitShares: hasUnitShares))
    }
  }

  /// Flows that a route puts on the link of one of its hops.
  @inline(__always)
  func flows(onHop hop: Int) -> Int { crowd.count == 0 ? 1 : crowd[hop] }
}
