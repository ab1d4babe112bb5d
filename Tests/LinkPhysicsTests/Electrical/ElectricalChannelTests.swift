// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import TestSupport
import Testing

/// 40 dB of budget, 22 of it fixed, over twinax of 9 dB/m at 28 GHz, as 112 Gb/s PAM4 has it: two
/// packages of 5, a trace of 0.1 m at 40 dB/m, and a host channel of 7 with one connector of 1.
enum SmallChannel {
  static func make(
    fixed: Double = 0, laneRate: BitsPerSecond = .gigabitsPerSecond(112)
  ) throws -> ElectricalChannel {
    func lumped(_ loss: Double) throws -> LumpedLoss {
      try LumpedLoss(.decibels(loss), at: .gigahertz(28), skinShare: 0.5)
    }
    func line(_ loss: Double) throws -> LineLoss {
      try LineLoss(DecibelsPerMetre(rawValue: loss), at: .gigahertz(28), skinShare: 0.5)
    }
    return try ElectricalChannel(
      near: [
        .package(lumped(5)), .hostTrace(line(40), length: .metres(0.1)),
        .connectors(lumped(fixed / 2), count: 2),
      ], cable: line(9),
      far: [.connectors(lumped(1), count: 1), .hostChannel(lumped(7)), .package(lumped(5))],
      budget: .decibels(40), modulation: .pam4, laneRate: laneRate)
  }
}

@Suite struct `A lane over copper` {
  @Test func `is judged at half its symbol rate`() {
    // 112 Gb/s of two bits are 56 Gsymbol/s; NRZ needs twice that for the same rate.
    let (slow, fast) = (BitsPerSecond.gigabitsPerSecond(112), BitsPerSecond.gigabitsPerSecond(224))
    #expect(Modulation.pam4.nyquistFrequency(of: slow) == .gigahertz(28))
    #expect(Modulation.pam4.nyquistFrequency(of: fast) == .gigahertz(56))
    #expect(Modulation.nrz.nyquistFrequency(of: slow) == .gigahertz(56))
  }

  @Test func `reaches as far as its budget less what is fixed`() throws {
    let channel = try SmallChannel.make()
    // 5 + 40 x 0.1 + 0 and 1 + 7 + 5 are 22; (40 - 22) / 9 = 2 m.
    #expect(channel.fixedLoss.isClose(to: .decibels(22), ulps: 4))
    #expect(try channel.reach().isClose(to: .metres(2), ulps: 8))
    // One metre loses 31 and leaves 9.
    #expect(channel.margin(over: .metres(1)).isClose(to: .decibels(9), ulps: 8))
    try channel.requireClosing(over: .metres(2))
  }

  @Test func `says piece by piece what it loses`() throws {
    let lines = try SmallChannel.make(fixed: 3).lines(over: .metres(1.5))
    #expect(
      lines.map(\.name) == [
        "package", "host trace, 10 cm", "2 connectors", "cable, 1.5 m", "connector",
        "host channel", "package",
      ])
    for (line, loss) in zip(lines, [5, 4, 3, 13.5, 1, 7, 5]) {
      #expect(line.loss.isClose(to: .decibels(loss), ulps: 4))
    }
  }

  @Test func `that is too long is refused with the numbers`() throws {
    // 22 + 27 = 49 of 40.
    let error = #expect(throws: ChannelError.self) {
      try SmallChannel.make().requireClosing(over: .metres(3))
    }
    #expect(
      error?.description == "3 m of cable and what is fixed lose 49 dB of 40 dB at 28 GHz: "
        + "9 dB too much; the reach is 2 m")
  }

  @Test func `that closes without cable already is refused with the numbers`() throws {
    // 22 + 20 = 42 of 40.
    let error = #expect(throws: ChannelError.self) { try SmallChannel.make(fixed: 20).reach() }
    #expect(
      error?.description == "packages, boards and connectors lose 42 dB of 40 dB at 28 GHz: "
        + "2 dB too much before any cable")
  }

  @Test func `reaches less at a higher rate`() throws {
    var generator = SeededGenerator(seed: 224)
    for _ in 0..<200 {
      let rate = Double.random(in: 10...150, using: &generator)
      let factor = Double.random(in: 1.001...1.1, using: &generator)
      let slow = try SmallChannel.make().running(at: .gigabitsPerSecond(rate))
      let fast = try SmallChannel.make().running(at: .gigabitsPerSecond(rate * factor))
      #expect(try fast.reach() < slow.reach())
    }
  }

  @Test func `has a reach for each rate, or none where too much is fixed`() throws {
    // All of it is half skin, half dielectric. At 56 GHz, twice 28, the loss is k = 0.5 x sqrt(2) +
    // 0.5 x 2 = 1.70711 times as large: (40 / k - 22) / 9 = 0.15905 m. At 112 GHz k = 0.5 x 2 +
    // 0.5 x 4 = 3, and the fixed loss is 66 of 40 dB.
    let rates = [112.0, 224, 448].map { BitsPerSecond.gigabitsPerSecond($0) }
    let reaches = try SmallChannel.make().reaches(at: rates)
    #expect(reaches.count == 3)
    #expect(reaches[0]?.isClose(to: .metres(2), ulps: 8) == true)
    #expect(abs((reaches[1]?.rawValue ?? 0) - 0.15905) < 5e-6)  // the places written
    #expect(reaches[2] == nil)
    #expect(throws: ChannelError.notARate(.zero)) { try SmallChannel.make().reaches(at: [.zero]) }
  }

  @Test func `reaches less with more fixed loss, by a metre for nine decibels`() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let fixed = Double.random(in: 0...17.9, using: &generator)
      // (18 - fixed) / 9; differences of 40 lose some last places.
      #expect(abs(try SmallChannel.make(fixed: fixed).reach().rawValue - (18 - fixed) / 9) < 1e-13)
    }
  }

  @Test func `has transceivers that spend by its loss`() throws {
    // 0.5 + 0.1 x 31 = 3.6 pJ/bit.
    let law = SerDesLossLaw(atNoLoss: .picojoulesPerBit(0.5), perDecibel: .picojoulesPerBit(0.1))
    let energy = try SmallChannel.make().serDesEnergy(over: .metres(1), by: law)
    #expect(energy.isClose(to: .picojoulesPerBit(3.6), ulps: 16))
  }

  @Test func `of nonsense is refused`() throws {
    #expect(throws: ChannelError.notARate(.zero)) { try SmallChannel.make(laneRate: .zero) }
    #expect(throws: ChannelError.notALength(.metres(-1))) {
      try SmallChannel.make().requireClosing(over: .metres(-1))
    }
  }
}
