// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension DocumentNode {
  /// The text of a scalar.
  package func string() throws(DocumentError) -> String {
    guard case .scalar(let text, _) = content, !isNull else {
      throw error("expected a text, found \(spelled)")
    }
    return text
  }

  /// A whole number in a range.
  package func integer(
    in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(DocumentError) -> Int {
    guard case .scalar(let text, false) = content,
      text.drop(while: { "+-".contains($0) }).allSatisfy({ ("0"..."9").contains($0) }),
      text.last?.isNumber == true
    else { throw error("expected a whole number, found \(spelled)") }
    guard let value = Int(text), range.contains(value) else {
      throw error("\(text) is out of range; allowed: \(Self.spelled(range))")
    }
    return value
  }

  /// A pure number, without a unit.
  package func number(
    in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) throws(DocumentError) -> Double {
    guard case .scalar(let text, false) = content,
      text.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(text)
    else { throw error("expected a number, found \(spelled)") }
    guard value.isFinite, range.contains(value) else {
      throw error("\(text) is out of range; allowed: \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  package func boolean() throws(DocumentError) -> Bool {
    guard case .scalar(let text, false) = content, text == "true" || text == "false" else {
      throw error("expected true or false, found \(spelled)")
    }
    return text == "true"
  }

  /// A number with its unit, such as `400 Gb/s`; a bare number is refused.
  package func quantity<D: Dimension>(
    _ type: Quantity<D>.Type = Quantity<D>.self, allowNegative: Bool = false
  ) throws(DocumentError) -> Quantity<D> {
    guard case .scalar(let text, _) = content, !isNull else {
      throw error("expected \(D.noun) with its unit, found \(spelled)")
    }
    do { return try Quantity<D>(parsing: text, allowNegative: allowNegative) } catch {
      throw self.error(error.description)
    }
  }

  /// One of a kind's cases, by its raw value.
  ///
  /// - Throws: `DocumentError` with what comes nearest.
  package func choice<Value: RawRepresentable<String>>(
    among values: [Value]
  ) throws(DocumentError) -> Value {
    try choice(values.map { (name: $0.rawValue, value: $0) })
  }

  /// One of the names of a list, with a suggestion for a near miss.
  package func choice<Value>(
    of known: KeyValuePairs<String, Value>
  ) throws(DocumentError) -> Value {
    try choice(known.map { (name: $0.key, value: $0.value) })
  }

  private func choice<Value>(
    _ known: [(name: String, value: Value)]
  ) throws(DocumentError) -> Value {
    let text = try string()
    if let match = known.first(where: { $0.name == text }) { return match.value }
    throw error("\"\(text)\" is unknown\(Suggestion.hint(for: text, among: known.map(\.name)))")
  }

  private static func spelled(_ range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max
      ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
