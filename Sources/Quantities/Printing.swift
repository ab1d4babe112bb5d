// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Quantity: CustomStringConvertible {
  /// The value in the largest unit that keeps it at or above one, with at most four significant
  /// digits: for people. Use `exactDescription` where the text is read back.
  public var description: String { spelled { Self.rounded($0, digits: 4) } }

  /// The shortest text that parses back to the same bits.
  public var exactDescription: String {
    let text = spelled { "\($0)".droppingPointZero() }
    if let back = try? Self(parsing: text), back.rawValue == rawValue { return text }
    return "\(rawValue)".droppingPointZero() + " " + D.units[0].symbol
  }

  private func spelled(_ number: (Double) -> String) -> String {
    guard rawValue.isFinite else { return "\(rawValue) \(D.units[0].symbol)" }
    let preferred = D.units.filter { D.printed.contains($0.symbol) }
    let size = rawValue.magnitude
    let fits = preferred.filter { $0.fromStored(size) >= 1 }
    let unit =
      (size == 0 ? nil : fits.min { $0.fromStored(size) < $1.fromStored(size) })
      ?? (size == 0 ? D.units[0] : preferred.max { $0.fromStored(1) < $1.fromStored(1) })
      ?? D.units[0]
    return "\(number(unit.fromStored(rawValue))) \(unit.symbol)"
  }

  private static func rounded(_ value: Double, digits: Int) -> String {
    guard value != 0 else { return "0" }
    var scale = 1.0
    var magnitude = value.magnitude
    while magnitude >= 10 {
      magnitude /= 10
      scale /= 10
    }
    while magnitude < 1 {
      magnitude *= 10
      scale *= 10
    }
    for _ in 1..<digits { scale *= 10 }
    let kept = scale >= 1 ? (value * scale).rounded() / scale : value.rounded()
    return "\(kept)".droppingPointZero()
  }
}

extension Dimension {
  /// The spellings that are printed: one for each size, in the style of the field.
  fileprivate static var printed: Set<String> {
    [
      "s", "ms", "us", "ns", "ps", "B", "kB", "MB", "GB", "TB", "PB", "b/s", "kb/s", "Mb/s",
      "Gb/s", "Tb/s", "Pb/s", "J", "kJ", "MJ", "GJ", "TJ", "mJ", "uJ", "nJ", "pJ", "W", "kW",
      "MW", "GW", "mW", "uW", "nJ/bit", "pJ/bit", "fJ/bit", "m", "km", "cm", "mm", "um", "dB",
      "FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP", "EFLOP", "FLOP/s", "kFLOP/s",
      "MFLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s", "s/m", "ns/m",
    ]
  }
}

extension String {
  fileprivate func droppingPointZero() -> String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
