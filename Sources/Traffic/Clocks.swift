// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How long each member of a group has waited: for latencies, as if there were no bytes, and for
/// links, as if there were no latencies.
struct Clocks {
  struct Message {
    var sender: Int
    var receiver: Int
    /// Which exchange of its round it is.
    var slot: Int
    /// Seconds.
    var latency: Double
    /// Seconds before the first byte leaves; the sender waits for it, too.
    var overhead: Double
    /// Seconds for a block of one byte.
    var busy: Double
  }

  /// What switches do for some members once all of them have come.
  struct Meeting {
    var members: [Int]
    /// Seconds.
    var latency: Double
    /// Seconds before the first byte leaves.
    var overhead: Double
    /// Seconds for a block of one byte.
    var busy: Double
  }

  /// One round.
  struct Step {
    var messages: [Message] = []
    var meetings: [Meeting] = []
  }

  /// Seconds, one entry per member.
  private(set) var latency: [Double]
  /// Seconds if a block had one byte, one entry per member.
  private(set) var busy: [Double]

  init(memberCount: Int) {
    latency = [Double](repeating: 0, count: memberCount)
    busy = latency
  }

  /// Everybody waits for the last.
  mutating func align() {
    latency = [Double](repeating: latency.max() ?? 0, count: latency.count)
    busy = [Double](repeating: busy.max() ?? 0, count: busy.count)
  }

  /// A round a number of times: what the second time adds, all later times add as well.
  mutating func pass(_ step: Step, times: Double) {
    pass(step)
    guard times > 1 else { return }
    let (latencyBefore, busyBefore) = (latency.max() ?? 0, busy.max() ?? 0)
    pass(step)
    let longer = (latency.max() ?? 0) - latencyBefore
    let busier = (busy.max() ?? 0) - busyBefore
    for member in latency.indices {
      latency[member] += (times - 2) * longer
      busy[member] += (times - 2) * busier
    }
  }

  private mutating func pass(_ step: Step) {
    let before = self
    for meeting in step.meetings {
      let last = meeting.members.reduce((latency: 0.0, busy: 0.0)) {
        (max($0.latency, before.latency[$1]), max($0.busy, before.busy[$1]))
      }
      for member in meeting.members {
        latency[member] = max(
          latency[member], last.latency + meeting.overhead + meeting.latency)
        busy[member] = max(busy[member], last.busy + meeting.busy)
      }
    }
    for message in step.messages {
      let left = before.latency[message.sender] + message.overhead
      latency[message.sender] = max(latency[message.sender], left)
      latency[message.receiver] = max(latency[message.receiver], left + message.latency)
      let sent = before.busy[message.sender] + message.busy
      busy[message.sender] = max(busy[message.sender], sent)
      busy[message.receiver] = max(busy[message.receiver], sent)
    }
  }
}
