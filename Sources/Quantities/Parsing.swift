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
  /// A rate may end in `one way` (the default) or `both ways` (the sum of the two directions,
  /// which is halved). Spellings are exact: `Gb/s` is bits, `GB/s` is bytes, `GiB/s` binary.
  ///
  /// - Parameter text: the number and its unit.
  /// - Throws: `QuantityError` for a missing number, a missing unit, or one that is not of this
  ///   dimension; the message lists the known units.
  public init(parsing text: String) throws(QuantityError) {
    let trimmed = text.trimmingSpaces()
    let (body, share) = try Self.splitDirection(of: trimmed)
    let number = body.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    let split = Self.numberEnd(in: number, of: body)
    let digits = String(body[..<split])
    let symbol = String(body[split...]).trimmingSpaces()
    guard let value = Double(digits), value.isFinite, digits.first != "." else {
      throw QuantityError(
        "\"\(text)\" is not \(D.noun): write a number and a unit, such as \"1 \(D.units[0].symbol)\"")
    }
    guard !symbol.isEmpty else {
      throw QuantityError("\"\(text)\" has no unit: \(D.noun) takes \(Self.knownUnits)")
    }
    guard let unit = D.units.first(where: { $0.symbol == symbol }) else {
      let twin = D.units.first { $0.symbol.lowercased() == symbol.lowercased() }
      let hint = twin.map { " (did you mean \($0.symbol)?)" } ?? ""
      throw QuantityError(
        "\"\(symbol)\" is not a unit of \(D.noun)\(hint); known: \(Self.knownUnits)")
    }
    rawValue = unit.toStored(value) * share
    guard rawValue.isFinite else { throw QuantityError("\"\(text)\" is too large") }
  }

  package static var knownUnits: String { D.units.map(\.symbol).joined(separator: ", ") }

  /// `e` and `E` belong to the number only where digits follow: `1 EB` keeps its exa.
  private static func numberEnd(in number: Substring, of body: Substring) -> Substring.Index {
    var end = number.endIndex
    while end > number.startIndex, Double(body[..<end]) == nil {
      end = body.index(before: end)
    }
    return end
  }

  private static func splitDirection(
    of text: String
  ) throws(QuantityError) -> (body: Substring, share: Double) {
    for (suffix, share) in [("one way", 1.0), ("each way", 1.0), ("both ways", 0.5)]
    where text.hasSuffix(suffix) {
      guard D.self == RateDimension.self else {
        throw QuantityError("\"\(suffix)\" belongs to a rate, not to \(D.noun)")
      }
      return (text.dropLast(suffix.count), share)
    }
    return (text[...], 1)
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
