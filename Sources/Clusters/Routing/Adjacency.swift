// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Links by the node that they leave or enter, in rows of one flat array.
struct Adjacency: Sendable {
  /// `links[start[n]..<start[n + 1]]` belong to node `n`, ordered by far node, then by number.
  private(set) var start: [Int32]
  private(set) var links: [Int32]

  /// Files links in linear time.
  ///
  /// - Parameters:
  ///   - near: the node of each link that it is filed under.
  ///   - far: the node at the other end, by which a row is ordered.
  ///   - nodes: number of nodes.
  init(near: [Int32], far: [Int32], nodes: Int) {
    var start = [Int32](repeating: 0, count: nodes + 1)
    for node in near { start[Int(node) + 1] += 1 }
    for node in 0..<nodes { start[node + 1] += start[node] }
    // Two counting sorts, by far node and then by near: the last one keeps the first one's order.
    var byFar = [Int32](repeating: 0, count: near.count)
    var next = [Int32](repeating: 0, count: nodes + 1)
    for node in far { next[Int(node) + 1] += 1 }
    for node in 0..<nodes { next[node + 1] += next[node] }
    for link in far.indices {
      let node = Int(far[link])
      byFar[Int(next[node])] = Int32(link)
      next[node] += 1
    }
    var links = [Int32](repeating: 0, count: near.count)
    next = start
    for link in byFar {
      let node = Int(near[Int(link)])
      links[Int(next[node])] = link
      next[node] += 1
    }
    self.start = start
    self.links = links
  }

  /// Places in `links` of a node's row.
  func row(_ node: Int32) -> Range<Int> { Int(start[Int(node)])..<Int(start[Int(node) + 1]) }
}
