// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How an axis spells its values.
package enum TickLabels: Sendable, Hashable {
  /// Plain decimals: `0.01`, `2,500`; the axis title names the unit.
  case plain
  /// With the prefixes of the SI: `10 µs` for 1e-5 and the unit "s".
  case decimal(unit: String)
  /// With binary prefixes: `4 KiB` for 4096 and the unit "B".
  case binary(unit: String)

  func text(_ value: Double) -> String {
    switch self {
    case .plain:
      return Decimal.text(value)
    case .decimal(let unit):
      let prefixes = [
        (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"),
        (1e-6, "µ"), (1e-9, "n"), (1e-12, "p"),
      ]
      // 0.999999 of a prefix is that prefix, rounded.
      let fitting = prefixes.first { value.magnitude >= $0.0 * (1 - 1e-9) }
      guard value != 0, let (size, prefix) = fitting else {
        return "\(Decimal.text(value)) \(unit)"
      }
      return "\(Decimal.text(value / size)) \(prefix)\(unit)"
    case .binary(let unit):
      let prefixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
      var value = value
      var power = 0
      while value.magnitude >= 1024, power < prefixes.count - 1 {
        value /= 1024
        power += 1
      }
      return "\(Decimal.text(value)) \(prefixes[power])\(unit)"
    }
  }
}

/// Numbers as pictures need them, without a locale.
enum Decimal {
  /// At most four significant digits, thousands apart.
  static func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let exponent = Ticks.power(of: 10, notAbove: value.magnitude)
    return grouped(fixed(value, decimals: min(15, max(0, 3 - exponent))))
  }

  /// So many digits behind the point, without zeros at the end.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (value.magnitude * Logarithm.power(10, decimals)).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    var digits = String(Int(scaled))
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    let whole = digits.dropLast(decimals)
    var fraction = digits.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    let text = fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    return value < 0 && scaled > 0 ? "-" + text : text
  }

  private static func grouped(_ text: String) -> String {
    let parts = text.split(separator: ".")
    var whole = parts[0].drop { $0 == "-" }
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    let grouped = ([whole] + groups).joined(separator: ",")
    return sign + grouped + (parts.count > 1 ? ".\(parts[1])" : "")
  }
}
