// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A device in a run of cable that receives a lane and sends it anew.
package struct Retimer: Sendable, Hashable {
  /// From its die to the cable, the same on both of its sides.
  package var ends: [ChannelPiece]
  /// For one lane in one direction, with its receiver and sender, whether or not bits move.
  package var power: Watts
  /// From its input to its output.
  package var latency: Seconds
  /// What a channel may lose on its way to the retimer; nil where that is as much as between hosts.
  package var budget: Decibels?

  package init(
    ends: [ChannelPiece], power: Watts, latency: Seconds, budget: Decibels? = nil
  ) {
    self.ends = ends
    self.power = power
    self.latency = latency
    self.budget = budget
  }
}

/// A lane over a run of cable with as many retimers as it needs.
package struct RetimedRun: Sendable, Hashable {
  /// Each with a budget of its own, from the sender on; one more than there are retimers.
  package let segments: [Segment]
  package let retimer: Retimer
  package let laneRate: BitsPerSecond

  package struct Segment: Sendable, Hashable {
    package var channel: ElectricalChannel
    /// Of its cable.
    package var length: Metres

    package var loss: Decibels { channel.totalLoss(over: length) }
  }

  package var retimers: Int { segments.count - 1 }
  /// Of all retimers, for one lane in one direction.
  package var power: Watts { retimer.power * Double(retimers) }
  /// What the retimers add; the time of flight is not in it.
  package var latency: Seconds { retimer.latency * Double(retimers) }
  /// Of all retimers, at full rate.
  package var energy: JoulesPerBit { power / laneRate }

  /// Of the transceivers at both ends of the run.
  ///
  /// The law counts both ends of a channel, and a retimer's ends are in its own power: of the first
  /// and the last segment half is the hosts'.
  package func serDesEnergy(by law: SerDesLossLaw) -> JoulesPerBit {
    guard let first = segments.first, let last = segments.last else { return .zero }
    return (law.energy(over: first.loss) + law.energy(over: last.loss)) / 2
  }
}

extension ElectricalChannel {
  /// The fewest retimers that carry this lane over so much cable.
  ///
  /// Each segment has this channel's cable, and at a retimer the retimer's ends in place of the
  /// host's. What a segment may lose is its receiver's: between two retimers the retimer's budget,
  /// and at a host, which sends and receives, the smaller of the two. The cable is shared out by what the segments can reach, so that all have the
  /// same part of their reach used.
  package func retimed(
    over length: Metres, with retimer: Retimer
  ) throws(ChannelError) -> RetimedRun {
    guard length >= .zero, length.isFinite else { throw .notALength(length) }
    for piece in retimer.ends { try piece.check() }
    // A host that closes with its retimers may not close with the other host.
    if let reach = try? reach(), length <= reach * Self.slack {
      return RetimedRun(
        segments: [.init(channel: self, length: length)], retimer: retimer, laneRate: laneRate)
    }
    let own = retimer.budget ?? budget
    let first = try between(near, retimer.ends, budget: min(budget, own))
    let last = try between(retimer.ends, far, budget: min(budget, own))
    let outer = try first.reach() + last.reach()
    if length <= outer * Self.slack {
      return run([first, last], length, retimer)
    }
    let middle = try between(retimer.ends, retimer.ends, budget: own)
    guard let step = try? middle.reach(), step > .zero else {
      throw .retimersGainNothing(length, reachOfTwoSegments: outer)
    }
    let more = ((length - outer * Self.slack) / (step * Self.slack)).rounded(.up)
    guard more <= Self.mostSegments else {
      throw .retimersGainNothing(length, reachOfTwoSegments: outer)
    }
    let middles = [ElectricalChannel](repeating: middle, count: max(1, Int(more)))
    return run([first] + middles + [last], length, retimer)
  }

  private func between(
    _ near: [ChannelPiece], _ far: [ChannelPiece], budget: Decibels
  ) throws(ChannelError) -> ElectricalChannel {
    try ElectricalChannel(
      near: near, cable: cable, far: far, budget: budget, modulation: modulation,
      laneRate: laneRate)
  }

  /// Shares out the cable over channels that all have a reach.
  private func run(
    _ channels: [ElectricalChannel], _ length: Metres, _ retimer: Retimer
  ) -> RetimedRun {
    let reaches = channels.map { (try? $0.reach()) ?? .zero }
    let whole = reaches.reduce(.zero, +)
    let segments = zip(channels, reaches).map { channel, reach in
      // Without any loss, or any cable, every share is as good.
      let share = whole > .zero && whole.isFinite ? reach / whole : 1 / Double(channels.count)
      return RetimedRun.Segment(channel: channel, length: length * share)
    }
    return RetimedRun(segments: segments, retimer: retimer, laneRate: laneRate)
  }

  /// A run that is as long as its reach, but for rounding, is within it.
  private static let slack = 1 + 1e-12
  /// More is a channel whose segments carry next to nothing.
  private static let mostSegments = 1e4
}
