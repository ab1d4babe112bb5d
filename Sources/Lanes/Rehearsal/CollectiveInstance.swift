// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What the members of a group are doing together.
final class CollectiveInstance {
  let schedule: Int
  let timing: Int
  let group: Int32
  let bytesPerBlock: Double
  /// Members that have not left.
  var left: Int
  var members: [Member]

  struct Member {
    var operation: Rehearsal.RankTask?
    /// When it began to take part, or -1.
    var entered: Int32 = -1
    /// When its present step begins.
    var position: Int32 = -1
    var round = 0
    var repetition = 0
    var step = 0
    /// Whether the messages of its present step are on their way.
    var hasSent = false
    var sendsLeft = 0
    var arrivalsLeft: Int32 = 0
    /// What its next step waits for.
    var inputs: [Int32] = []
    /// Arrivals of steps to come, and whom their senders have heard of.
    var early: [Int: [(arrival: Int32, heard: UInt64)]] = [:]
    /// Messages for it that wait until it enters: senders with what they send.
    var waiting: [(sender: Int, send: ScheduleTable.Send)] = []
    /// Members that it knows to have entered, as far as they are among the first 64.
    var heard: UInt64 = 0
    /// Those of its sends whose chain is taken in the present step.
    var slots: Int32 = 0
  }

  /// Members of a line that came to an aggregation.
  struct LineKey: Hashable {
    var step: Int
    var aggregation: Int
    var line: Int
  }

  var lines: [LineKey: [Int]] = [:]

  init(schedule: Int, timing: Int, group: Int32, members: Int, bytesPerBlock: Double) {
    self.schedule = schedule
    self.timing = timing
    self.group = group
    self.bytesPerBlock = bytesPerBlock
    left = members
    self.members = [Member](repeating: Member(), count: members)
  }
}
