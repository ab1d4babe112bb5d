// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite struct `Arithmetic of quantities` {
  @Test func `a quantity costs what its double costs`() {
    #expect(MemoryLayout<Seconds>.size == 8)
    #expect(MemoryLayout<Seconds>.stride == 8)
    #expect(MemoryLayout<Seconds>.alignment == MemoryLayout<Double>.alignment)
    #expect(MemoryLayout<BitsPerSecond>.size == 8)
    #expect(MemoryLayout<Instant>.stride == 8)
    #expect(_isPOD(Bytes.self))
  }

  @Test func `no literal becomes a quantity`() {
    #expect(!((Seconds.self as Any) is any ExpressibleByFloatLiteral.Type))
    #expect(!((Seconds.self as Any) is any ExpressibleByIntegerLiteral.Type))
  }

  @Test func `data over rate is time and the eight is counted once`() {
    // 1 GB is 8 Gb; at 400 Gb/s it takes 20 ms.
    let time: Seconds = .gigabytes(1) / .gigabitsPerSecond(400)
    #expect(time.isClose(to: .milliseconds(20), ulps: 1))
    let rate: BitsPerSecond = .gigabytes(1) / Seconds.seconds(1)
    #expect(rate == .gigabytesPerSecond(1))
    let data: Bytes = .gigabitsPerSecond(8) * .seconds(2)
    #expect(data == .gigabytes(2))
  }

  @Test func `energy is power over time and energy per bit over bits`() {
    let heat: Joules = .watts(30) * .seconds(2)
    #expect(heat == .joules(60))
    let mean: Watts = .joules(60) / Seconds.seconds(2)
    #expect(mean == .watts(30))
    // 5 pJ/bit × 8 × 10⁹ bits = 40 mJ.
    let moved: Joules = JoulesPerBit.picojoulesPerBit(5) * Bytes.gigabytes(1)
    #expect(moved.isClose(to: .joules(0.04), ulps: 1))
    let each: JoulesPerBit = Joules.joules(0.04) / Bytes.gigabytes(1)
    #expect(each.isClose(to: .picojoulesPerBit(5), ulps: 1))
    // 5 pJ/bit at 800 Gb/s draws 4 W.
    let power: Watts = JoulesPerBit.picojoulesPerBit(5) * .gigabitsPerSecond(800)
    #expect(power.isClose(to: .watts(4), ulps: 1))
    let share: JoulesPerBit = Watts.watts(4) / .gigabitsPerSecond(800)
    #expect(share.isClose(to: .picojoulesPerBit(5), ulps: 1))
  }

  @Test func `work over speed is time and delay over length is time`() {
    let time: Seconds = .teraoperations(989) / .teraoperationsPerSecond(989)
    #expect(time == .seconds(1))
    let speed: OperationsPerSecond = .teraoperations(2) / Seconds.seconds(2)
    #expect(speed == .teraoperationsPerSecond(1))
    let flight: Seconds = .nanosecondsPerMetre(5) * .metres(20)
    #expect(flight.isClose(to: .nanoseconds(100), ulps: 1))
  }

  @Test func `instants differ by spans`() {
    let start = Instant.start
    let later = start + .milliseconds(2)
    #expect(later - start == .milliseconds(2))
    #expect(start < later)
  }

  @Test func `decibels and ratios convert by name`() {
    #expect(LinearRatio(of: .decibels(10)).rawValue == 10)
    #expect(LinearRatio(of: .decibels(0)).rawValue == 1)
    #expect(Decibels(of: LinearRatio(rawValue: 100)) == .decibels(20))
    // 3 dB is 10^0.3 = 1.9952623...
    #expect((LinearRatio(of: .decibels(3)).rawValue - 1.995_262_314_968_88).magnitude < 1e-14)
  }

  @Test func `closeness counts units in the last place of the larger`() {
    let one = Seconds.seconds(1)
    let next = Seconds(rawValue: (1.0).nextUp)
    #expect(one.isClose(to: next, ulps: 1))
    #expect(!one.isClose(to: Seconds(rawValue: 1 + 3 * (1.0).ulp), ulps: 2))
    #expect(!one.isClose(to: .infinity, ulps: 1000))
    #expect(!Seconds(rawValue: .nan).isClose(to: Seconds(rawValue: .nan), ulps: 1000))
  }
}
