// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Ranks that behave alike, so that one of each class was simulated for all of it.
///
/// A class counts a history, not a rank: where symmetry breaks within a run, a rank belongs to one
/// class before and to another after.
public struct RankClasses: Sendable, Hashable {
  /// `member[memberStart[c]..<memberStart[c + 1]]` are the ranks of class `c`, rising; the first is
  /// the one whose number the events carry.
  public var memberStart: [Int32]
  public var member: [Int32]

  public init(memberStart: [Int32] = [0], member: [Int32] = []) {
    self.memberStart = memberStart
    self.member = member
  }

  public var count: Int { memberStart.count - 1 }

  /// The ranks of a class, rising.
  public func members(of row: Int) -> ArraySlice<Int32> {
    member[Int(memberStart[row])..<Int(memberStart[row + 1])]
  }
}

/// What of a run was simulated once for many.
public struct Folding: Sendable, Hashable {
  /// The meaning of `EventColumns.rankClass`.
  public var ranks: RankClasses
  /// Classes of directed links, and the links that they stand for.
  public var linkClasses: Int
  public var links: Int

  public init(ranks: RankClasses, linkClasses: Int, links: Int) {
    self.ranks = ranks
    self.linkClasses = linkClasses
    self.links = links
  }
}
