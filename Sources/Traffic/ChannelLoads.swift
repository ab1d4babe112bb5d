// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What one chunk keeps each channel of each member for: a channel is one exchange's place in the
/// rounds, or one aggregation, and carries one message at a time.
struct ChannelLoads {
  private let slots: Int
  private var overheadSeconds: [Double]
  private var busy: [Double]

  /// Channels of a schedule that are followed, or else none: such large ones have one for every pair
  /// of members, and each serves a message or two.
  private static let mostChannels = 1 << 20

  init(of schedule: Schedule) {
    let most = schedule.rounds.reduce(0) { max($0, $1.exchanges.count) }
    slots = most * schedule.memberCount <= Self.mostChannels ? most : 0
    overheadSeconds = [Double](repeating: 0, count: slots * schedule.memberCount)
    busy = overheadSeconds
  }

  mutating func add(_ step: Clocks.Step, times: Double) {
    for meeting in step.meetings {
      overheadSeconds.append(times * meeting.overhead)
      busy.append(times * meeting.busy)
    }
    guard slots > 0 else { return }
    for message in step.messages {
      let channel = message.sender * slots + message.slot
      overheadSeconds[channel] += times * message.overhead
      busy[channel] += times * message.busy
    }
  }

  /// The channels that may hold chunks up: for few bytes and for many.
  ///
  /// - Parameter blocks: on the wire for a byte of payload.
  /// - Returns: none where channels are not followed.
  func busiest(blocks: Double) -> [PredictedCost.Channel] {
    func channel(_ index: Int) -> PredictedCost.Channel {
      PredictedCost.Channel(
        overheadSeconds: overheadSeconds[index], secondsPerByte: busy[index] / blocks)
    }
    var (most, longest) = (0, 0)
    for index in busy.indices {
      if (overheadSeconds[index], busy[index]) > (overheadSeconds[most], busy[most]) {
        most = index
      }
      if (busy[index], overheadSeconds[index]) > (busy[longest], overheadSeconds[longest]) {
        longest = index
      }
    }
    return busy.isEmpty
      ? [] : most == longest ? [channel(most)] : [channel(most), channel(longest)]
  }
}
