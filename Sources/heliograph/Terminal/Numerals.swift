// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities

/// Numbers as tables print them: for people, never read back.
enum Numerals {
  /// `12.3 %`
  static func percent(_ fraction: Double) -> String {
    "\(significant(fraction * 100, digits: 3)) %"
  }

  /// `1.84x`
  static func times(_ ratio: Double) -> String { significant(ratio, digits: 3) + "x" }

  /// `12.34 pJ/bit`, whatever the size: so that columns compare.
  static func perBit(_ energy: JoulesPerBit) -> String {
    "\(significant(energy / .picojoulesPerBit(1), digits: 4)) pJ/bit"
  }

  /// `361.2 GB/s`, as nccl-tests prints bandwidths.
  static func bytesPerSecond(_ rate: BitsPerSecond) -> String {
    "\(significant(rate / .gigabytesPerSecond(1), digits: 4)) GB/s"
  }

  /// `64 MiB` where that is exact, otherwise with decimal prefixes.
  static func binary(_ size: Bytes) -> String {
    let units: [(Double, String)] = [
      (0x1p50, "PiB"), (0x1p40, "TiB"), (0x1p30, "GiB"), (0x1p20, "MiB"), (0x1p10, "KiB"),
    ]
    guard size.rawValue > 0,
      let (unit, name) = units.first(where: { size.rawValue >= $0.0 }),
      (size.rawValue / unit).truncatingRemainder(dividingBy: 1) == 0
    else { return "\(size)" }
    return "\(Int(size.rawValue / unit)) \(name)"
  }

  /// `405.9 B`: weights, in billions as the field counts them.
  static func billions(_ count: Int) -> String {
    "\(significant(Double(count) / 1e9, digits: 4)) B"
  }

  /// `2,095,104`
  static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// At most so many significant digits, never with an exponent, no digits after the point that
  /// say nothing.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let exponent = Int(log10(value.magnitude).rounded(.down))
    let decimals = max(0, digits - 1 - exponent)
    var text = String(format: "%.\(decimals)f", value)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
