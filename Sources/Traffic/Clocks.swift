// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How long each member of a group has waited: for latencies, as if there were no bytes, and for
/// links, as if there were no latencies.
struct Clocks {
  struct Message {
    var sender: Int
    var receiver: Int
    /// Seconds.
    var latency: Double
    /// Seconds before the first byte leaves; the sender waits for it, too.
    var overhead: Double
    /// Seconds for a block of one byte.
    var busy: Double
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
  mutating func pass(_ messages: [Message], times: Double) {
    pass(messages)
    guard times > 1 else { return }
    let (latencyBefore, busyBefore) = (latency.max() ?? 0, busy.max() ?? 0)
    pass(messages)
    let longer = (latency.max() ?? 0) - latencyBefore
    let busier = (busy.max() ?? 0) - busyBefore
    for member in latency.indices {
      latency[member] += (times - 2) * longer
      busy[member] += (times - 2) * busier
    }
  }

  private mutating func pass(_ messages: [Message]) {
    let before = self
    for message in messages {
      let left = before.latency[message.sender] + message.overhead
      latency[message.sender] = max(latency[message.sender], left)
      latency[message.receiver] = max(latency[message.receiver], left + message.latency)
      let sent = before.busy[message.sender] + message.busy
      busy[message.sender] = max(busy[message.sender], sent)
      busy[message.receiver] = max(busy[message.receiver], sent)
    }
  }
}
