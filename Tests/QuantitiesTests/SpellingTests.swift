// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@Suite struct `Spelling of quantities` {
  @Test func `what people write is read as the stored unit`() throws {
    #expect(try BitsPerSecond(parsing: "400 Gb/s").rawValue == 400e9)
    // 50 × 2³⁰ bytes × 8 bits.
    #expect(try BitsPerSecond(parsing: "50 GiB/s").rawValue == 429_496_729_600)
    #expect(try BitsPerSecond(parsing: "1.8 TB/s").rawValue == 14.4e12)
    #expect(try JoulesPerBit(parsing: "5 pJ/bit").rawValue == 5e-12)
    #expect(try Watts(parsing: "30 W").rawValue == 30)
    #expect(try Seconds(parsing: "250 ns").rawValue == 250e-9)
    #expect(try Bytes(parsing: "1 GiB").rawValue == 1_073_741_824)
    #expect(try Decibels(parsing: "3 dB").rawValue == 3)
    #expect(try Metres(parsing: "2 m").rawValue == 2)
    // 1.1 is not a double: rounded once as it is read and once as it is scaled.
    #expect(try Operations(parsing: "1.1 PFLOP").isClose(to: Operations(rawValue: 1.1e15), ulps: 1))
    #expect(try OperationsPerSecond(parsing: "989 TFLOP/s").rawValue == 989e12)
    #expect(try SecondsPerMetre(parsing: "4.9 ns/m").rawValue == 4.9e-9)
    #expect(try SecondsPerMetre(parsing: "4.9 us/km").rawValue == 4.9e-9)
    #expect(try Joules(parsing: "2 kWh").rawValue == 7.2e6)
    #expect(try Seconds(parsing: "5 year").rawValue == 5 * 365 * 86400)
    #expect(try DollarsPerKilowattHour(parsing: "80 USD/MWh").rawValue == 0.08)
    #expect(try KilogramsPerKilowattHour(parsing: "390 g/kWh").rawValue == 0.39)
    #expect(try Kilograms(parsing: "2 t").rawValue == 2000)
  }

  @Test func `a decimal number keeps the bits that a literal has`() throws {
    // One division by an exact power of ten: the result is the double nearest to 250e-9, which
    // 250 × 1e-9 would miss, because 1e-9 is not a double.
    for count in 1...2000 {
      let literal = try #require(Double("\(count)e-9"))
      #expect(try Seconds(parsing: "\(count) ns").rawValue == literal)
    }
  }

  @Test func `the space before the unit may be left out`() throws {
    #expect(try Bytes(parsing: "64MiB") == .mebibytes(64))
    #expect(try BitsPerSecond(parsing: "400Gb/s") == .gigabitsPerSecond(400))
    #expect(try Bytes(parsing: "  64   MiB ") == .mebibytes(64))
  }

  @Test func `an exponent belongs to the number and an exa to the unit`() throws {
    #expect(try Bytes(parsing: "1e3 B").rawValue == 1000)
    #expect(try Bytes(parsing: "1e3B").rawValue == 1000)
    #expect(try Bytes(parsing: "1E3 B").rawValue == 1000)
    #expect(try Bytes(parsing: "2.5e-1 kB").rawValue == 250)
    #expect(try Bytes(parsing: "1e+2 B").rawValue == 100)
    #expect(try Bytes(parsing: "1 EB").rawValue == 1e18)
    #expect(try Bytes(parsing: "1EB").rawValue == 1e18)
    #expect(try Bytes(parsing: "1 EiB").rawValue == 0x1p60)
    #expect(try Bytes(parsing: "1e3 EB").rawValue == 1e21)
    #expect(try Operations(parsing: "3EFLOP").rawValue == 3e18)
  }

  @Test func `bits are not bytes, binary is not decimal`() throws {
    let bit = try BitsPerSecond(parsing: "1 Gb/s").rawValue
    #expect(try BitsPerSecond(parsing: "1 Gbit/s").rawValue == bit)
    #expect(try BitsPerSecond(parsing: "1 GB/s").rawValue == 8 * bit)
    #expect(try BitsPerSecond(parsing: "1 GiB/s").rawValue == 8 * 0x1p30)
    #expect(try Bytes(parsing: "8 Gbit") == .gigabytes(1))
    #expect(try Bytes(parsing: "1 bit").rawValue == 0.125)
    #expect(try Bytes(parsing: "1 MiB").rawValue == 1_048_576)
    #expect(try Bytes(parsing: "1 MB").rawValue == 1_000_000)
    #expect(try Bytes(parsing: "1 kB").rawValue == 1000)
    #expect(try Bytes(parsing: "1 KiB").rawValue == 1024)
  }

  @Test func `both ways is the sum of two directions and is halved`() throws {
    #expect(
      try BitsPerSecond(parsing: "900 GB/s both ways") == BitsPerSecond(parsing: "450 GB/s"))
    #expect(try BitsPerSecond(parsing: "450 GB/s one way") == BitsPerSecond(parsing: "450 GB/s"))
    #expect(try BitsPerSecond(parsing: "450GB/s each way") == BitsPerSecond(parsing: "450 GB/s"))
    #expect(throws: QuantityError.self) { try BitsPerSecond(parsing: "900 GB/sboth ways") }
    #expect(throws: QuantityError.self) { try BitsPerSecond(parsing: "900 both ways") }
    let error = #expect(throws: QuantityError.self) { try Bytes(parsing: "900 GB both ways") }
    #expect(
      error?.description == "\"both ways\" belongs to a rate, not to an amount of data")
  }

  @Test(arguments: ["1 us", "1 \u{B5}s", "1 \u{3BC}s"])
  func `a microsecond may be written with any of its three letters`(text: String) throws {
    #expect(try Seconds(parsing: text) == .microseconds(1))
  }
}
