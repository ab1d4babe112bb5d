// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

@Suite struct `Retimers in a run of cable` {
  /// Each end of it loses so much at 28 GHz.
  private func retimer(end: Double) throws -> Retimer {
    let end = try LumpedLoss(.decibels(end), at: .gigahertz(28), skinShare: 0.5)
    return Retimer(ends: [.package(end)], power: .watts(0.5), latency: .nanoseconds(10))
  }

  // The small channel has 9 dB on the near side, 13 on the far side and 40 to lose. With 4 dB at
  // each end of a retimer: (40 - 9 - 4) / 9 = 3 m first, (40 - 4 - 13) / 9 = 23/9 m last,
  // (40 - 8) / 9 = 32/9 m between. So 2 m without one, 50/9 = 5.56 m with one, 82/9 = 9.11 m with
  // two, 114/9 = 12.67 m with three.
  @Test(arguments: [
    (0, 0), (2, 0), (2.01, 1), (5.55, 1), (5.56, 2), (9.11, 2), (9.12, 3), (12.66, 3), (12.67, 4),
  ])
  func `are as few as the reaches of the segments allow`(length: Double, count: Int) throws {
    let run = try SmallChannel.make().retimed(over: .metres(length), with: retimer(end: 4))
    #expect(run.retimers == count)
    let sum = run.segments.map(\.length).reduce(.zero, +)
    #expect(abs(sum.rawValue - length) < 1e-12)  // rounding of a few shares
    // At the very end of the reach, a rounding is over.
    for segment in run.segments { #expect(segment.loss < .decibels(40 + 1e-9)) }
  }

  @Test func `draw power, spend energy and take time each`() throws {
    let run = try SmallChannel.make().retimed(over: .metres(9), with: retimer(end: 4))
    // Two of 0.5 W and 10 ns; 1 W / 112 Gb/s = 8.929 pJ/bit.
    #expect(run.power == .watts(1))
    #expect(run.latency.isClose(to: .nanoseconds(20), ulps: 2))
    #expect(abs(run.energy.rawValue * 1e12 - 8.928571428571429) < 1e-12)
  }

  @Test func `leave the hosts half of the first and of the last segment`() throws {
    let run = try SmallChannel.make().retimed(over: .metres(50.0 / 9), with: retimer(end: 4))
    // Both segments use all 40 dB: (0.5 + 0.1 x 40) = 4.5 pJ/bit.
    let law = SerDesLossLaw(atNoLoss: .picojoulesPerBit(0.5), perDecibel: .picojoulesPerBit(0.1))
    #expect(abs(run.serDesEnergy(by: law).rawValue * 1e12 - 4.5) < 1e-9)  // of the slack
  }

  @Test func `rescue a channel whose two hosts do not close with each other`() throws {
    // 42 of 40 dB host to host; with 4 dB at a retimer's ends (40 - 29 - 4) / 9 = 7/9 m and 23/9 m.
    let channel = try SmallChannel.make(fixed: 20)
    #expect(try channel.retimed(over: .metres(1), with: retimer(end: 4)).retimers == 1)
  }

  @Test func `that lose the whole budget between two are refused with the reach of one`() throws {
    // 20 + 20 = 40 between two; one alone has (40 - 9 - 20) / 9 = 11/9 and 7/9: 2 m.
    let error = #expect(throws: ChannelError.self) {
      try SmallChannel.make().retimed(over: .metres(10), with: retimer(end: 20))
    }
    #expect(error?.description.contains("carries 10 m") == true)
    #expect(error?.description.contains("one alone reaches 2 m") == true)
  }
}

@Suite struct `A retimer with a budget of its own` {
  private func retimer(budget: Double) -> Retimer {
    Retimer(
      ends: [], power: .watts(0.5), latency: .nanoseconds(10), budget: .decibels(budget))
  }

  // The small channel: 9 dB near, 13 far, 40 to lose, 9 dB/m. A retimer of 31 dB: (31 - 9)/9 = 22/9 m
  // first, (31 - 13)/9 = 2 m last, 31/9 m between: 40/9 = 4.44 m with one, 71/9 = 7.89 with two. One
  // of 49 dB: 31/9 and 27/9 m at the hosts, 49/9 between: 58/9 = 6.44 m, 107/9 = 11.89 m.
  @Test(arguments: [
    (31.0, 4.44, 1), (31, 4.45, 2), (31, 7.88, 2), (31, 7.89, 3), (49, 6.44, 1), (49, 6.45, 2),
    (49, 11.88, 2), (49, 11.89, 3),
  ])
  func `bounds what lies between two, and with the host's what lies at one`(
    budget: Double, length: Double, count: Int
  ) throws {
    let run = try SmallChannel.make().retimed(
      over: .metres(length), with: retimer(budget: budget))
    #expect(run.retimers == count)
    for segment in run.segments { #expect(segment.loss < segment.channel.budget + .decibels(1e-9)) }
  }

  @Test func `is needed no less often for a longer run`() throws {
    var last = 0
    for step in 0..<120 {
      let run = try SmallChannel.make().retimed(
        over: .metres(Double(step) * 0.25), with: retimer(budget: 33))
      #expect(run.retimers >= last)
      last = run.retimers
    }
    // 33 dB: 8/3 + 20/9 = 44/9 m with one, 33/9 more for each: 29.75 m take eight.
    #expect(last == 8)
  }
}
