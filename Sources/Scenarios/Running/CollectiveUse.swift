// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Workloads

/// The collectives of a run that are alike: of one kind, size of group, bytes and algorithm.
package struct CollectiveUse: Sendable, Hashable {
  package let kind: String
  package let groupSize: Int
  package let bytes: Bytes
  package let algorithm: String
  /// Collectives that were carried out: one a group and time.
  package let count: Int
  /// Groups that carried them out.
  package let groups: Int
  /// Mean from the first member's start to the last one's end.
  package let meanTime: Seconds
  /// Mean from the last member's start to the last one's end.
  package let meanTimeFromLastStart: Seconds
  /// Groups that a bound was found for: at most `CollectiveUses.mostGroups`, and of a folded run
  /// only those that were simulated, each for all that are like it.
  package let boundedGroups: Int
  /// Mean bound of the collectives of those groups.
  package let meanBound: Seconds
  /// The bound of that group whose bound is the largest.
  package let certificate: Certificate
  /// Of the collectives of those groups: their times from the last start, over their bounds. Below
  /// one only where members that came early had moved data before the last one came. Nil where
  /// the bounds are zero.
  package let gap: Double?
  /// The same from the first start, which nothing can bring below one.
  package let gapFromFirstStart: Double?
}
