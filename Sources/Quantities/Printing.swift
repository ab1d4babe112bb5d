// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Quantity: CustomStringConvertible {
  /// The value for people: in the largest unit that keeps it at or above one, with at most four
  /// significant digits.
  ///
  /// Use `exactDescription` where the text is read back.
  public var description: String {
    let unit = printedUnit
    let value = unit.fromStored(rawValue)
    let number = RoundedDecimal(value)?.description ?? "\(value)".droppingPointZero()
    return "\(number) \(unit.symbol)"
  }

  /// A text that parses back to the same bits: in the unit of `description` where that is exact,
  /// otherwise in the stored unit.
  ///
  /// Infinities and NaN have a text and do not parse.
  public var exactDescription: String {
    let unit = printedUnit
    let text = "\(unit.fromStored(rawValue))".droppingPointZero() + " " + unit.symbol
    if let back = try? Self(parsing: text, allowNegative: true), back.rawValue == rawValue {
      return text
    }
    return "\(rawValue)".droppingPointZero() + " " + D.units[0].symbol
  }

  /// The largest unit in which the value, once rounded, is one or more; the smallest where there
  /// is none.
  private var printedUnit: UnitSpelling {
    guard rawValue.isFinite, rawValue != 0 else { return D.units[0] }
    let largestFirst = D.units.filter(\.isPrinted).sorted { $0.toStored(1) > $1.toStored(1) }
    let fitting = largestFirst.first {
      guard let value = RoundedDecimal($0.fromStored(rawValue)) else { return false }
      return value.exponent >= 0
    }
    return fitting ?? largestFirst.last ?? D.units[0]
  }
}

extension String {
  fileprivate func droppingPointZero() -> String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
