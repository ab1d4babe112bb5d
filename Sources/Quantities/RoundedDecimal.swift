// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A number with four significant decimal digits, as people read it.
///
/// Works on the digits of the shortest text that names the double, so that no multiplication can
/// overflow or round a second time.
package struct RoundedDecimal: CustomStringConvertible {
  let isNegative: Bool
  /// Significant digits, the first of them not 0; no zeros at the end.
  let digits: [Int]
  /// Power of ten of the first digit.
  let exponent: Int

  /// Rounds halves away from zero.
  ///
  /// Returns nil for zero, infinities and NaN, which have no first digit.
  ///
  /// - Parameter value: what is rounded.
  package init?(_ value: Double) {
    guard value.isFinite, value != 0 else { return nil }
    isNegative = value < 0
    let parts = "\(value.magnitude)".split(separator: "e")
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = point.count > 1 ? point[1] : ""
    let all = (point[0] + fraction).compactMap(\.wholeNumberValue)
    let leadingZeros = all.prefix { $0 == 0 }.count
    let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var power = written + point[0].count - 1 - leadingZeros
    var kept = Array(all.dropFirst(leadingZeros))
    if kept.count > Self.significantDigits {
      let roundsUp = kept[Self.significantDigits] >= 5
      kept.removeLast(kept.count - Self.significantDigits)
      if roundsUp, Self.increment(&kept) { power += 1 }
    }
    while kept.last == 0 { kept.removeLast() }
    digits = kept
    exponent = power
  }

  private static let significantDigits = 4

  /// Adds one to the last digit; true where 9999 became 1.
  private static func increment(_ digits: inout [Int]) -> Bool {
    for index in digits.indices.reversed() {
      guard digits[index] == 9 else {
        digits[index] += 1
        return false
      }
      digits[index] = 0
    }
    digits[0] = 1
    return true
  }

  /// Plain digits where they are readable, otherwise scientific: `0.0012`, `123500`, `1.235e+30`.
  package var description: String {
    let sign = isNegative ? "-" : ""
    let text = digits.map(String.init)
    if exponent < -4 || exponent > 8 {
      let rest = text.dropFirst().joined()
      return sign + text[0] + (rest.isEmpty ? "" : ".\(rest)")
        + "e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + text.joined()
    }
    let whole = text.prefix(exponent + 1).joined()
    let zeros = String(repeating: "0", count: max(0, exponent + 1 - text.count))
    let rest = text.dropFirst(exponent + 1).joined()
    return sign + whole + zeros + (rest.isEmpty ? "" : ".\(rest)")
  }
}
