// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Hops and paths to one destination that never go up after going down.
///
/// A node counts twice: as one from which the way may still go up, and as one from which it only
/// goes down.
struct UpDownTable: Sendable {
  /// By node: links to the destination, or -1; and the number of ways.
  private(set) var free: (hops: [Int32], paths: [Double])
  private(set) var falling: (hops: [Int32], paths: [Double])

  init(nodes: Int) {
    let none = (
      hops: [Int32](repeating: -1, count: nodes), paths: [Double](repeating: 0, count: nodes)
    )
    free = none
    falling = none
  }

  func hops(_ node: Int32, mayRise: Bool) -> Int32 {
    mayRise ? free.hops[Int(node)] : falling.hops[Int(node)]
  }

  func paths(_ node: Int32, mayRise: Bool) -> Double {
    mayRise ? free.paths[Int(node)] : falling.paths[Int(node)]
  }

  /// Adds ways of so many hops where none is shorter.
  ///
  /// - Returns: whether the node was reached for the first time.
  mutating func add(_ node: Int32, mayRise: Bool, hops: Int32, paths: Double) -> Bool {
    let known = self.hops(node, mayRise: mayRise)
    guard known < 0 || known == hops else { return false }
    if mayRise {
      free.hops[Int(node)] = hops
      free.paths[Int(node)] += paths
    } else {
      falling.hops[Int(node)] = hops
      falling.paths[Int(node)] += paths
    }
    return known < 0
  }
}
