// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import SimulationEngine
import Symmetry
import Traffic

/// What is read off the tapes when they have been worked off.
struct LaneOutputs: Sendable {
  /// What a rank, or all ranks of a class, did.
  struct Rank: Sendable {
    var members: Double
    var kind: Int
    var end: LaneInstant
    /// Seconds in which it computed, and in which its host alone worked.
    var computing: LaneAmount
    var waiting: LaneAmount
    /// Work of its longest sequence, and all its work at its slowest: however the lane goes.
    var leastWork: LaneSum
    var mostWork: LaneSum
    /// Whether it ever does.
    var computes: Bool
    var communicates: Bool
    var waits: Bool
    /// Whether it sends something that takes some time.
    var sends: Bool
  }

  /// Operations of a group's on a rank that run beside work: their overlap is not exposed.
  struct Overlap: Sendable {
    var group: Int
    var times: Double
    var operation: LaneSpan
    var work: LaneSpan
    var countsLower: Bool
    var countsUpper: Bool
  }

  var end: LaneInstant
  var ranks: [Rank]
  var rankCount: Double
  /// By group: seconds of its operations, mean over ranks.
  var exposures: [LaneAmount]
  var overlaps: [Overlap]
  /// No run takes longer than everything one after the other.
  var serial: LaneSum
  /// Joules of bytes by link technology at the cluster's own figures.
  var joules: [Double]
  /// Power that flows draw, by rank: the largest of each of its chains.
  var powerOfFlows: [[ChainPower]]
  /// Whether nothing of a rank runs beside its work.
  var isSerial: [Bool]

  /// Flows of a chain, of which one batch at most is under way.
  struct ChainPower: Sendable, Hashable {
    /// Of each kind of batch, its flows.
    var batches: [[FlowPower]]
  }

  struct FlowPower: Sendable, Hashable {
    /// Term of the seconds that a byte of the flow takes where it meets nobody.
    var transfer: Int32
    /// Whether it never meets anybody.
    var isCertain: Bool
    /// Joules a byte by technology.
    var technology: [Int32]
    var joules: [Double]
  }
}
