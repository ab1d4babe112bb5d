// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Testing

@Suite struct `What a SerDes spends on loss` {
  @Test func `grows by the same for each decibel`() {
    let law = SerDesLossLaw(atNoLoss: .picojoulesPerBit(0.16), perDecibel: .picojoulesPerBit(0.13))
    // 0.16 + 0.13 x 10 = 1.46; 0.16 + 0.13 x 38 = 5.1.
    #expect(law.energy(over: .decibels(10)).isClose(to: .picojoulesPerBit(1.46), ulps: 4))
    #expect(law.energy(over: .decibels(38)).isClose(to: .picojoulesPerBit(5.1), ulps: 4))
  }
}
