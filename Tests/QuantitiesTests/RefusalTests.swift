// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite struct `Refusal of quantities` {
  @Test func `an unknown unit lists the known ones`() {
    let error = #expect(throws: QuantityError.self) { try Decibels(parsing: "3 dBm") }
    #expect(error?.description == "\"dBm\" is not a unit of a ratio in decibels; known: dB")
    let length = #expect(throws: QuantityError.self) { try Metres(parsing: "3 ft") }
    #expect(
      length?.description
        == "\"ft\" is not a unit of a length; known: m, km, cm, mm, um, \u{B5}m")
  }

  @Test func `every unit of a dimension is in its list`() {
    func check<D: Dimension>(_ type: Quantity<D>.Type) {
      let error = #expect(throws: QuantityError.self) { try type.init(parsing: "1 parsec") }
      let message = error?.description ?? ""
      for unit in D.units where !unit.symbol.contains("\u{3BC}") {
        #expect(message.contains(unit.symbol), "\(unit.symbol)")
      }
    }
    check(Seconds.self)
    check(Bytes.self)
    check(BitsPerSecond.self)
    check(Joules.self)
    check(Watts.self)
    check(JoulesPerBit.self)
    check(Metres.self)
    check(Operations.self)
    check(OperationsPerSecond.self)
    check(SecondsPerMetre.self)
  }

  @Test func `a near miss is suggested, and every reading of it`() {
    func hint<D: Dimension>(_ text: String, _ type: Quantity<D>.Type) -> String? {
      do {
        _ = try type.init(parsing: text)
        return nil
      } catch {
        return error.description.split(separator: "(").last?.split(separator: ")").first
          .map(String.init)
      }
    }
    #expect(hint("400 gb/s", BitsPerSecond.self) == "did you mean Gb/s or GB/s?")
    #expect(hint("400 Gbps", BitsPerSecond.self) == "did you mean Gb/s?")
    #expect(hint("400 GBps", BitsPerSecond.self) == "did you mean GB/s?")
    #expect(hint("4 Gb", Bytes.self) == "did you mean GB or Gbit?")
    #expect(hint("4 KB", Bytes.self) == "did you mean kB?")
    #expect(hint("4 pj/bit", JoulesPerBit.self) == "did you mean pJ/bit?")
  }

  @Test func `a bare number has no unit`() {
    let error = #expect(throws: QuantityError.self) { try Watts(parsing: "30") }
    #expect(
      error?.description
        == "\"30\" has no unit: a power takes W, kW, MW, GW, TW, PW, EW, mW, uW, \u{B5}W")
  }

  @Test(arguments: ["1 B", "1 s", "1 b", "1 W", "1 Gb", "1 m/s", "1 GB / s", "1 B/s/s"])
  func `a rate is not another dimension`(text: String) {
    #expect(throws: QuantityError.self) { try BitsPerSecond(parsing: text) }
  }

  @Test(arguments: [
    "", " ", "s", "fast", "nan s", "NaN s", "inf s", "infinity s", "-inf s", "0x10 s", "0x1p3 s",
    "1,000 s", "1_000 s", "1 000 s", "1-2 s", "--1 s", "+-1 s", ".5 s", "-.5 s", "e3 s", "1..2 s",
    "1 s 2 s", "\u{661} s", "1\u{BD} s", "s 1", "1 S", "1 s both ways",
  ])
  func `what is not a plain number and a unit is refused`(text: String) {
    #expect(throws: QuantityError.self) { try Seconds(parsing: text, allowNegative: true) }
  }

  @Test func `a number below zero is refused unless it is asked for`() throws {
    let error = #expect(throws: QuantityError.self) { try Bytes(parsing: "-1 B") }
    #expect(
      error?.description == "\"-1 B\" is negative; an amount of data here is zero or more")
    #expect(try Decibels(parsing: "-3 dB", allowNegative: true).rawValue == -3)
  }

  @Test func `minus zero is read as zero`() throws {
    let rate = try BitsPerSecond(parsing: "-0 Gb/s")
    #expect(rate.rawValue.sign == .plus)
  }

  @Test func `a number beyond the range of a double is refused at both ends`() throws {
    let large = #expect(throws: QuantityError.self) { try Bytes(parsing: "1e300 EB") }
    #expect(large?.description == "\"1e300 EB\" is too large")
    #expect(throws: QuantityError.self) { try Bytes(parsing: "1e400 B") }
    let small = #expect(throws: QuantityError.self) { try Seconds(parsing: "1e-320 ps") }
    #expect(small?.description == "\"1e-320 ps\" is too small to be told from zero")
    #expect(throws: QuantityError.self) { try Seconds(parsing: "1e-400 s") }
    #expect(try Seconds(parsing: "0e-400 s") == .zero)
  }
}
