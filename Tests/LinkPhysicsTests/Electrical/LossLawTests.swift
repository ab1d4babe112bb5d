// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import TestSupport
import Testing

@Suite struct `Loss of a line against frequency` {
  @Test func `of one point grows as the root and as the frequency by its share`() throws {
    // 8 dB/m at 28 GHz, a quarter skin: 2 and 6. At four times that, 2 x 2 + 6 x 4 = 28.
    let law = try LineLoss(
      DecibelsPerMetre(rawValue: 8), at: .gigahertz(28), skinShare: 0.25)
    #expect(law.loss(at: .gigahertz(112)).isClose(to: DecibelsPerMetre(rawValue: 28), ulps: 4))
    #expect(law.loss(at: .gigahertz(28)).isClose(to: DecibelsPerMetre(rawValue: 8), ulps: 2))
    #expect(law.loss(at: .zero) == .zero)
  }

  @Test func `goes through both points`() throws {
    // Two parts known beforehand, 3 dB/m of skin and 5 dB/m of dielectric at 14 GHz. At 56 GHz,
    // 3 x 2 + 5 x 4 = 26; at 126 GHz, 3 x 3 + 5 x 9 = 54.
    let law = try LineLoss(
      through: (.gigahertz(126), DecibelsPerMetre(rawValue: 54)),
      and: (.gigahertz(56), DecibelsPerMetre(rawValue: 26)))
    #expect(law.loss(at: .gigahertz(56)).isClose(to: DecibelsPerMetre(rawValue: 26), ulps: 4))
    #expect(law.loss(at: .gigahertz(126)).isClose(to: DecibelsPerMetre(rawValue: 54), ulps: 8))
    #expect(law.loss(at: .gigahertz(14)).isClose(to: DecibelsPerMetre(rawValue: 8), ulps: 8))
  }

  @Test func `is undone by its inverse`() throws {
    // 9 and 15 dB/m at 28 and 56 GHz: the ratio 1.67 lies between sqrt(2) and 2.
    let law = try LineLoss(
      through: (.gigahertz(28), DecibelsPerMetre(rawValue: 9)),
      and: (.gigahertz(56), DecibelsPerMetre(rawValue: 15)))
    for (loss, gigahertz) in [(9.0, 28.0), (15, 56)] {
      let frequency = law.frequency(losing: DecibelsPerMetre(rawValue: loss))
      #expect(abs(frequency / .gigahertz(gigahertz) - 1) < 1e-14)  // two roots and a square
    }
    var generator = SeededGenerator(seed: 28)
    for _ in 0..<200 {
      let frequency = Hertz.gigahertz(.random(in: 0.001...200, using: &generator))
      #expect(abs(law.frequency(losing: law.loss(at: frequency)) / frequency - 1) < 1e-14)
    }
    #expect(law.frequency(losing: .zero) == .zero)
    let perfect = try LumpedLoss(.zero, at: .gigahertz(28), skinShare: 1)
    #expect(perfect.frequency(losing: .decibels(1)) == .infinity)
  }

  @Test func `may be skin alone or dielectric alone`() throws {
    let skin = try LumpedLoss(
      through: (.gigahertz(7), .decibels(1.1)), and: (.gigahertz(63), .decibels(3.3)))
    #expect(skin.dielectric.rawValue < 1e-12)  // 3.3 / 3 - 1.1, rounded
    let dielectric = try LumpedLoss(
      through: (.gigahertz(7), .decibels(1.1)), and: (.gigahertz(63), .decibels(9.9)))
    #expect(dielectric.skin.rawValue < 1e-12)
  }

  @Test func `that grows too slowly or too fast is refused with the factors`() {
    // sqrt(56 / 28) = 1.414 and 56 / 28 = 2.
    let slow = #expect(throws: LossLawError.self) {
      try LumpedLoss(through: (.gigahertz(28), .decibels(10)), and: (.gigahertz(56), .decibels(14)))
    }
    #expect(slow?.description.contains("grows 1.4-fold, less than the 1.414-fold") == true)
    let fast = #expect(throws: LossLawError.self) {
      try LumpedLoss(through: (.gigahertz(28), .decibels(10)), and: (.gigahertz(56), .decibels(21)))
    }
    #expect(fast?.description.contains("grows 2.1-fold, more than the 2.0-fold") == true)
  }

  @Test func `that is no loss is refused`() {
    #expect(throws: LossLawError.sameFrequency(.gigahertz(28))) {
      try LumpedLoss(through: (.gigahertz(28), .decibels(1)), and: (.gigahertz(28), .decibels(2)))
    }
    #expect(throws: LossLawError.notAFrequency(.zero)) {
      try LumpedLoss(.decibels(1), at: .zero, skinShare: 1)
    }
    #expect(throws: LossLawError.notALoss("-1 dB", at: .gigahertz(28))) {
      try LumpedLoss(.decibels(-1), at: .gigahertz(28), skinShare: 1)
    }
    #expect(throws: LossLawError.notAShare(1.5)) {
      try LumpedLoss(.decibels(1), at: .gigahertz(28), skinShare: 1.5)
    }
  }
}

@Suite struct `A share of a loss` {
  @Test func `is that share at every frequency`() throws {
    let law = try LumpedLoss(.decibels(12), at: .gigahertz(56), skinShare: 0.3)
    let part = LumpedLoss(0.25, of: law)
    for gigahertz in [0.0, 1, 14, 56, 112] {
      let whole = law.loss(at: .gigahertz(gigahertz))
      #expect(part.loss(at: .gigahertz(gigahertz)).isClose(to: whole * 0.25, ulps: 2))
    }
  }
}
