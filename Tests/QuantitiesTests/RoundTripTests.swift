// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite struct `Reading back what was printed` {
  /// Random doubles of any magnitude that a quantity can meet, from 10⁻²⁴ to 10²⁴, and both signs.
  private func samples(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SplitMix64(state: seed)
    return (0..<count).map { _ in
      let power = Int.random(in: -80...80, using: &generator)
      let significand = Double.random(in: 1..<2, using: &generator)
      let value = Double(sign: .plus, exponent: power, significand: significand)
      return Bool.random(using: &generator) ? value : -value
    }
  }

  private func check<D: Dimension>(_ type: Quantity<D>.Type, seed: UInt64) throws {
    for value in samples(2000, seed: seed) {
      let text = type.init(rawValue: value).exactDescription
      let back = try type.init(parsing: text, allowNegative: true)
      #expect(back.rawValue.bitPattern == value.bitPattern, "\(text)")
    }
  }

  @Test func `an exact description gives the same bits`() throws {
    try check(Seconds.self, seed: 1)
    try check(Bytes.self, seed: 2)
    try check(BitsPerSecond.self, seed: 3)
    try check(Joules.self, seed: 4)
    try check(Watts.self, seed: 5)
    try check(JoulesPerBit.self, seed: 6)
    try check(Metres.self, seed: 7)
    try check(Decibels.self, seed: 8)
    try check(Operations.self, seed: 9)
    try check(OperationsPerSecond.self, seed: 10)
    try check(SecondsPerMetre.self, seed: 11)
  }

  @Test func `a description is within half a unit of its fourth digit`() throws {
    for value in samples(2000, seed: 12) {
      let text = BitsPerSecond(rawValue: value).description
      let back = try BitsPerSecond(parsing: text, allowNegative: true).rawValue
      // Four digits: at worst 0.5 in 1,000, plus the rounding of the conversion itself.
      #expect((back - value).magnitude <= value.magnitude * 5.001e-4, "\(text)")
    }
  }

  @Test func `every spelling is read, alone and as many`() throws {
    func check<D: Dimension>(_ type: Quantity<D>.Type) throws {
      #expect(Set(D.units.map(\.symbol)).count == D.units.count, "a spelling of \(D.noun) is twice")
      #expect(D.units.first.map { $0.toStored(1) } == 1, "the first unit is the stored one")
      for unit in D.units {
        let one = try type.init(parsing: "1 \(unit.symbol)").rawValue
        #expect(one == unit.numerator / unit.denominator, "\(unit.symbol)")
        let many = try type.init(parsing: "37.5\(unit.symbol)").rawValue
        #expect(many == 37.5 / unit.denominator * unit.numerator, "\(unit.symbol)")
        // Back in the same unit: one multiplication and one division, an ulp each.
        #expect((unit.fromStored(many) - 37.5).magnitude <= 2 * (37.5).ulp, "\(unit.symbol)")
      }
    }
    try check(Seconds.self)
    try check(Bytes.self)
    try check(BitsPerSecond.self)
    try check(Joules.self)
    try check(Watts.self)
    try check(JoulesPerBit.self)
    try check(Metres.self)
    try check(Decibels.self)
    try check(Operations.self)
    try check(OperationsPerSecond.self)
    try check(SecondsPerMetre.self)
  }
}

/// A small seeded generator, so that a failure can be run again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
