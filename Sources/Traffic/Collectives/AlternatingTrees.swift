// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// An all-reduce up and down one binary tree with the first half of the buffer, then up and down
/// another with the second half.
///
/// The trees number their nodes in order. In one the last member is the root and the others are a
/// perfect tree below it; in the other it is the first. So members are a leaf of one and an inner
/// node of the other, and while a member waits in one tree its neighbours already work in the
/// next: 4 log2(p) alpha + 2 log2(p) m beta at most, less what overlaps. Both trees at once
/// (`double-binary-tree`) are faster; this is the order in which ASTRA-sim 2 runs what it calls a
/// double binary tree, where chunk after chunk takes the other tree (W. Won and others,
/// "ASTRA-sim2.0", ISPASS 2023, and its source).
package struct AlternatingTrees: CollectiveAlgorithm {
  package let name = "alternating-trees"
  package let kinds: [CollectiveKind] = [.allReduce]

  package init() {}

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? {
    group.memberCount.isPowerOfTwo ? nil : "it needs a power of two of members"
  }

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    // Half of the data up as a leaf; up, and down to two, as an inner node.
    return ClosedForm(steps: 4 * p.floorOfLogarithm, sent: p == 2 ? 1 : 2)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let p = group.memberCount
    let heights = 0..<p.floorOfLogarithm
    let trees = [InOrderTree(memberCount: p, offset: -1), InOrderTree(memberCount: p, offset: 0)]
    return Schedule(
      memberCount: p, blockCount: trees.count,
      rounds: trees.enumerated().flatMap { half, tree in
        heights.map { tree.rise(at: $0, block: half) }
          + heights.reversed().map { tree.fall(at: $0, block: half) }
      })
  }
}

/// A perfect binary tree whose nodes are numbered 1 to p - 1 in order, below a root numbered p.
///
/// A node's height is the number of zeros at the end of its number.
private struct InOrderTree {
  let memberCount: Int
  /// From a node's number to its member, around the group.
  let offset: Int
  private let nobody: [Int32]
  /// Every member as member 0: whom a payload that does not depend on the sender asks.
  private let origin: [Int32]

  init(memberCount: Int, offset: Int) {
    self.memberCount = memberCount
    self.offset = offset
    nobody = [Int32](repeating: -1, count: memberCount)
    origin = [Int32](repeating: 0, count: memberCount)
  }

  private func member(_ node: Int) -> Int { (node + offset) % memberCount }

  /// Nodes of one height send to the node above.
  func rise(at height: Int, block: Int) -> Round {
    var targets = nobody
    for child in children(at: height) { targets[member(child.node)] = Int32(member(child.parent)) }
    return Round(exchanges: [exchange(targets, block, combines: true)])
  }

  /// Nodes of one height get from the node above, which sends to the lower one first.
  ///
  /// Nobody sends in the first exchange: in chunks what goes down never queues with what goes up.
  func fall(at height: Int, block: Int) -> Round {
    var lower = nobody
    var upper = nobody
    for child in children(at: height) {
      if child.node < child.parent {
        lower[member(child.parent)] = Int32(member(child.node))
      } else {
        upper[member(child.parent)] = Int32(member(child.node))
      }
    }
    return Round(exchanges: [nobody, lower, upper].map { exchange($0, block, combines: false) })
  }

  private func children(at height: Int) -> [(node: Int, parent: Int)] {
    let bit = 1 << height
    return stride(from: bit, to: memberCount, by: 2 * bit).map { ($0, ($0 ^ bit) | bit << 1) }
  }

  /// Every sender sends the same block, whatever its place.
  private func exchange(_ targets: [Int32], _ block: Int, combines: Bool) -> Exchange {
    Exchange(
      to: .table(targets),
      payload: .renamed(origin, .offsets([Int32(block)], mirrored: false)), combines: combines)
  }
}
