// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Two binary trees over the same members, each with half of the data, the leaves of one being the
/// inner members of the other.
///
/// The root feeds, or is fed by, the tops of both trees; reduce and broadcast take ceil(log2(p))
/// steps of at most m / 2 bytes a message, an all-reduce one after the other. With the buffer in
/// chunks these follow each other down the trees and the time tends to 2 log2(p) alpha +
/// 2 m beta: near the best bandwidth with a logarithm of steps. Source: P. Sanders, J. Speck and
/// J. L. Traeff, "Two-tree algorithms for full bandwidth broadcast, reduction and scan", Parallel
/// Computing 35 (2009).
package struct DoubleBinaryTree: CollectiveAlgorithm {
  package let name = "double-binary-tree"
  package let kinds: [CollectiveKind] = [.allReduce, .broadcast, .reduce]

  package let family = MessageFamily.tree

  package init() {}

  package func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm {
    let p = group.memberCount
    let height = p.ceilingOfLogarithm
    // Half of the data up each tree, and down to two below in the one where a member has some.
    let both = p == 2 ? 1 : p == 3 ? 1.5 : 2
    return kind == .allReduce
      ? ClosedForm(steps: 2 * height, sent: both) : ClosedForm(steps: height, sent: 1)
  }

  package func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule {
    let trees = [Tree(group, mirrored: false), Tree(group, mirrored: true)]
    let height = group.memberCount.ceilingOfLogarithm
    let rounds: [Round] =
      switch kind {
      case .reduce: (0..<height).map { rise(trees, at: $0) }
      case .broadcast: (0..<height).reversed().map { fall(trees, at: $0) }
      default:
        (0..<height).map { rise(trees, at: $0) }
          + (0..<height).reversed().map { fall(trees, at: $0, behind: trees.count) }
      }
    return Schedule(memberCount: group.memberCount, blockCount: trees.count, rounds: rounds)
  }

  /// Members of one height send their half to the member above.
  private func rise(_ trees: [Tree], at height: Int) -> Round {
    Round(
      exchanges: trees.enumerated().map { half, tree in
        var targets = tree.nobody
        for child in tree.members(at: height) { targets[child.member] = Int32(child.parent) }
        return Exchange(to: .table(targets), payload: half.alone(tree), combines: true)
      })
  }

  /// Members of one height get their half from the member above.
  ///
  /// - Parameters:
  ///   - trees: both.
  ///   - height: of the receivers.
  ///   - behind: empty exchanges before the others, so that in chunks what goes down never queues
  ///     with what goes up.
  /// - Returns: one round.
  private func fall(_ trees: [Tree], at height: Int, behind: Int = 0) -> Round {
    var exchanges = (0..<behind).map { _ in
      Exchange(to: .table(trees[0].nobody), payload: .personal, combines: false)
    }
    for (half, tree) in trees.enumerated() {
      for isLower in [true, false] {
        var targets = tree.nobody
        for child in tree.members(at: height) where child.isLower == isLower {
          targets[child.parent] = Int32(child.member)
        }
        exchanges.append(
          Exchange(to: .table(targets), payload: half.alone(tree), combines: false))
      }
    }
    return Round(exchanges: exchanges)
  }
}

extension Int {
  /// One block of this number, whoever sends it.
  fileprivate func alone(_ tree: Tree) -> Payload {
    .renamed(tree.origin, .offsets([Int32(self)], mirrored: false))
  }
}

/// A binary tree in the order of its nodes 1 to p - 1, with node 0, the root, above its top.
///
/// A node's height is the number of zeros at the end of its number. Mirrored, the numbers run
/// backwards, or, where that would leave the leaves as they are, are moved on by one.
private struct Tree {
  struct Child {
    var member: Int
    var parent: Int
    /// Whether it comes before its parent.
    var isLower: Bool
  }

  let nobody: [Int32]
  /// Every member as member 0: whom a payload that does not depend on the sender asks.
  let origin: [Int32]
  private var levels: [[Child]]

  init(_ group: GroupShape, mirrored: Bool) {
    let p = group.memberCount
    nobody = [Int32](repeating: -1, count: p)
    origin = [Int32](repeating: 0, count: p)
    levels = Array(repeating: [], count: p.ceilingOfLogarithm)
    func member(_ node: Int) -> Int {
      guard node > 0, mirrored else { return (node + group.root) % p }
      let moved = p.isMultiple(of: 2) ? node % (p - 1) + 1 : p - node
      return (moved + group.root) % p
    }
    for node in 1..<p {
      let height = node.trailingZeroBitCount
      let bit = 1 << height
      let near = (node ^ bit) | bit << 1
      let parent = near < p ? near : node ^ bit
      levels[height].append(
        Child(member: member(node), parent: member(parent), isLower: node < parent))
    }
  }

  func members(at height: Int) -> [Child] { levels[height] }
}
