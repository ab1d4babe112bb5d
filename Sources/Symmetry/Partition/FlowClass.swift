// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows of one relation from the members of one class, all alike.
struct FlowClass: Sendable {
  /// What a flow takes of the bundles of one class.
  struct Hop: Sendable, Hashable, Comparable {
    var bundleClass: Int32
    /// Of the flow, on one bundle.
    var share: Double

    static func < (a: Hop, b: Hop) -> Bool {
      (a.bundleClass, a.share) < (b.bundleClass, b.share)
    }
  }

  /// Class of the receivers; of a line, -1.
  var target: Int32
  /// Of one flow, sorted; a bundle each.
  var hops: [Hop]
  var costs: WayCosts
  /// Flows of each member.
  var perMember: Int
  /// Blocks of each, where parts differ within a round; otherwise the schedule says.
  var blocks: Double?

  func isAlike(_ other: FlowClass) -> Bool {
    target == other.target && blocks == other.blocks && costs == other.costs && hops == other.hops
  }
}

/// A line of an aggregation as its class sees it.
struct LineClass: Sendable, Hashable {
  struct Part: Sendable, Hashable, Comparable {
    var rankClass: Int32
    /// In units of the line's blocks.
    var sent: Double
    var received: Double
    /// Members of the line that are so.
    var count: Int32

    static func < (a: Part, b: Part) -> Bool {
      (a.rankClass, a.sent, a.received) < (b.rankClass, b.sent, b.received)
    }
  }

  /// Sorted.
  var parts: [Part]
  /// Sorted.
  var hops: [FlowClass.Hop]
  var costs: WayCosts
  var efficiency: Double
}

/// What each class of ranks does in each relation.
struct ClassRelations: Sendable {
  /// By relation, then class; empty where a class has no flow in it.
  var flows: [[[FlowClass]]]
  /// The line class of each class of ranks, by relation; -1 where it has none.
  var lineOfClass: [[Int32]]
  /// By relation.
  var lines: [[LineClass]]
  /// Lines of each class, by relation.
  var lineCounts: [[Int]]
}
