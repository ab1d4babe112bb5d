// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A way to carry out one or more kinds of collective.
///
/// A conformer is a value without state: it writes down the schedule for a group.
package protocol CollectiveAlgorithm: Sendable {
  /// The name on the command line and in files.
  var name: String { get }
  var kinds: [CollectiveKind] { get }
  /// Which constants of a protocol its messages take.
  var family: MessageFamily { get }

  /// Why the algorithm cannot serve a group of two or more members; nil where it can.
  func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String?

  /// What the algorithm costs by its formula, without its schedule being written down.
  ///
  /// - Parameters:
  ///   - kind: one of `kinds`.
  ///   - group: two or more members, without an obstacle.
  /// - Returns: steps and bytes that the schedule has, too.
  func closedForm(of kind: CollectiveKind, for group: GroupShape) -> ClosedForm

  /// The rounds for a group.
  ///
  /// - Parameters:
  ///   - kind: one of `kinds`.
  ///   - group: two or more members, without an obstacle.
  /// - Returns: a schedule whose block movement is what the kind promises.
  func schedule(for kind: CollectiveKind, group: GroupShape) -> Schedule
}

extension CollectiveAlgorithm {
  package var family: MessageFamily { .ring }

  package func obstacle(to kind: CollectiveKind, for group: GroupShape) -> String? { nil }

  /// The rounds for a group without structure whose first member is the root.
  package func schedule(for kind: CollectiveKind, memberCount: Int) -> Schedule {
    schedule(for: kind, group: GroupShape(memberCount: memberCount))
  }
}

/// The formula of an algorithm for a kind and a group.
package struct ClosedForm: Sendable, Hashable {
  /// Rounds one after the other, each with the latency of a message.
  package var steps: Int
  /// What the busiest sender sends in all, in units of the collective's bytes.
  package var sent: Double

  package init(steps: Int, sent: Double) {
    self.steps = steps
    self.sent = sent
  }
}

/// Whole numbers that the formulas of algorithms need.
extension Int {
  /// The least k with 2^k >= self; self is 1 or more.
  var ceilingOfLogarithm: Int { self < 2 ? 0 : Int.bitWidth - (self - 1).leadingZeroBitCount }
  /// The greatest k with 2^k <= self; self is 1 or more.
  var floorOfLogarithm: Int { Int.bitWidth - 1 - leadingZeroBitCount }
  var isPowerOfTwo: Bool { self > 0 && self & (self - 1) == 0 }
}
