// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite struct `Printing of quantities` {
  @Test func `a description has at most four digits and a readable unit`() {
    #expect(BitsPerSecond.gigabitsPerSecond(400).description == "400 Gb/s")
    #expect(Seconds(rawValue: 0.001_234_56).description == "1.235 ms")
    #expect(Seconds(rawValue: 59.996).description == "60 s")
    #expect(Bytes(rawValue: 123_456_789).description == "123.5 MB")
    #expect(JoulesPerBit.picojoulesPerBit(5).description == "5 pJ/bit")
    #expect(Watts(rawValue: 0.05).description == "50 mW")
    #expect(Joules(rawValue: 1e18).description == "1 EJ")
    #expect(Metres(rawValue: 0.02).description == "2 cm")
    #expect(Operations(rawValue: 3.5e24).description == "3500000 EFLOP")
  }

  @Test func `rounding up to a thousand moves to the next unit`() {
    #expect(BitsPerSecond(rawValue: 999.94e9).description == "999.9 Gb/s")
    #expect(BitsPerSecond(rawValue: 999.96e9).description == "1 Tb/s")
    #expect(Seconds(rawValue: 0.999_99e-9).description == "1 ns")
  }

  @Test func `odd values print without a trap`() {
    #expect(Bytes.zero.description == "0 B")
    #expect(Bytes(rawValue: -0.0).description == "-0 B")
    #expect(Bytes(rawValue: -2048).description == "-2.048 kB")
    #expect(Bytes(rawValue: 0.125).description == "0.125 B")
    #expect(Bytes(rawValue: 1e-30).description == "1e-30 B")
    #expect(Bytes(rawValue: 1e300).description == "1e+282 EB")
    #expect(Decibels(rawValue: 123_456).description == "123500 dB")
    #expect(Decibels(rawValue: 0.000_123_456).description == "0.0001235 dB")
    #expect(Seconds(rawValue: .leastNonzeroMagnitude).description.hasSuffix(" ps"))
    #expect(Seconds.infinity.description == "inf s")
    #expect(Seconds(rawValue: -.infinity).description == "-inf s")
    #expect(Seconds(rawValue: .nan).description == "nan s")
    #expect(Seconds.infinity.exactDescription == "inf s")
  }

  @Test func `halves round away from zero and nines carry`() {
    #expect(Metres(rawValue: 1.0005).description == "1.001 m")
    #expect(Metres(rawValue: -1.0005).description == "-1.001 m")
    #expect(Metres(rawValue: 9.999_5).description == "10 m")
    #expect(Metres(rawValue: 9.999_4).description == "9.999 m")
    #expect(Metres(rawValue: 19.995).description == "20 m")
  }

  @Test func `an exact description keeps every digit`() {
    #expect(BitsPerSecond.gigabitsPerSecond(400).exactDescription == "400 Gb/s")
    #expect(Bytes(rawValue: 123_456_789).exactDescription == "123.456789 MB")
    #expect(Seconds(rawValue: 1.0 / 3).exactDescription.hasPrefix("333.33333"))
    #expect(Bytes.zero.exactDescription == "0 B")
  }
}
