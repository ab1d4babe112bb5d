// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a text is not the quantity that was asked for.
public struct QuantityError: Error, Hashable, CustomStringConvertible {
  public let description: String

  package init(_ description: String) { self.description = description }
}

extension Quantity {
  /// Reads what people write: a number, an optional space, a unit: `400 Gb/s`, `5 pJ/bit`.
  ///
  /// A rate may end in `one way` or `each way` (what is meant where nothing is said) or in
  /// `both ways` (the sum of the two directions, which is halved). Spellings are exact: `Gb/s` is
  /// bits, `GB/s` is bytes, `GiB/s` binary. Infinity, NaN and hexadecimal are not numbers here.
  ///
  /// - Parameters:
  ///   - text: the number and its unit.
  ///   - allowNegative: whether a number below zero makes sense, as for a gain in decibels.
  /// - Throws: `QuantityError` for a missing number, a missing unit, one that is not of this
  ///   dimension (the message lists the known units), or a number that is out of range.
  public init(parsing text: String, allowNegative: Bool = false) throws(QuantityError) {
    let (body, share) = try Self.splitDirection(of: text.trimmingSpaces())
    let split = Self.numberEnd(in: body)
    let digits = String(body[..<split])
    guard let value = Double(digits), let first = digits.first(where: { $0 != "+" && $0 != "-" }),
      first != "."
    else {
      throw QuantityError(
        "\"\(text)\" is not \(D.noun): write a number and a unit, "
          + "such as \"1 \(D.units[0].symbol)\"")
    }
    let unit = try Self.unit(named: body[split...].trimmingSpaces(), in: text)
    let stored = unit.toStored(value) * share
    guard stored.isFinite else { throw QuantityError("\"\(text)\" is too large") }
    guard stored != 0 || !Self.hasNonzeroDigit(digits) else {
      throw QuantityError("\"\(text)\" is too small to be told from zero")
    }
    guard allowNegative || stored >= 0 else {
      throw QuantityError("\"\(text)\" is negative; \(D.noun) here is zero or more")
    }
    // Adding a positive zero turns minus zero, which would divide to minus infinity, into zero.
    rawValue = stored + 0
  }

  /// Where the number ends and the unit begins.
  ///
  /// `e` and `E` belong to the number only where digits follow: `1 EB` and `1EB` keep their exa.
  private static func numberEnd(in body: Substring) -> Substring.Index {
    let number = body.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    var end = number.endIndex
    while end > number.startIndex, Double(body[..<end]) == nil {
      end = body.index(before: end)
    }
    return end
  }

  private static func unit(
    named symbol: String, in text: String
  ) throws(QuantityError) -> UnitSpelling {
    guard !symbol.isEmpty else {
      throw QuantityError("\"\(text)\" has no unit: \(D.noun) takes \(knownUnits)")
    }
    guard let unit = D.units.first(where: { $0.symbol == symbol }) else {
      let near = D.lookalikes(of: symbol).joined(separator: " or ")
      let hint = near.isEmpty ? "" : " (did you mean \(near)?)"
      throw QuantityError("\"\(symbol)\" is not a unit of \(D.noun)\(hint); known: \(knownUnits)")
    }
    return unit
  }

  /// Every accepted spelling, for messages; the Greek mu is left out beside the micro sign, which
  /// looks the same.
  package static var knownUnits: String {
    D.units.map(\.symbol).filter { !$0.contains("\u{3BC}") }.joined(separator: ", ")
  }

  /// Whether a number was meant to be other than zero, whatever its exponent made of it.
  private static func hasNonzeroDigit(_ digits: String) -> Bool {
    digits.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
  }

  private static func splitDirection(
    of text: String
  ) throws(QuantityError) -> (body: Substring, share: Double) {
    for (suffix, share) in [(" one way", 1.0), (" each way", 1.0), (" both ways", 0.5)]
    where text.hasSuffix(suffix) {
      guard D.self == RateDimension.self else {
        throw QuantityError("\"\(suffix.dropFirst())\" belongs to a rate, not to \(D.noun)")
      }
      return (text.dropLast(suffix.count), share)
    }
    return (text[...], 1)
  }
}

extension Dimension {
  /// Units that somebody who wrote `symbol` may have meant.
  ///
  /// Where only the case is wrong every candidate is listed: `gb/s` may be bits or bytes, and the
  /// choice is not ours.
  fileprivate static func lookalikes(of symbol: String) -> [String] {
    let known = units.map(\.symbol)
    var spellings = [symbol]
    if symbol.hasSuffix("ps") { spellings.append(symbol.dropLast(2) + "/s") }
    if symbol.hasSuffix("b") { spellings.append(symbol + "it") }
    if let perSecond = spellings.dropFirst().first, perSecond.hasSuffix("/s"),
      known.contains(perSecond)
    {
      return [perSecond]
    }
    let lowercased = spellings.map { $0.lowercased() }
    return known.filter { lowercased.contains($0.lowercased()) }
  }
}

extension StringProtocol {
  fileprivate func trimmingSpaces() -> String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
