// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities

extension Interval {
  /// `5.7 s` where it is exact, otherwise `5.7 s to 5.81 s (within 1.9 %)`.
  ///
  /// - Parameter spell: writes an end.
  /// - Returns: one figure, or both ends with how far they lie apart.
  func text(_ spell: (Value) -> String) -> String {
    isExact ? spell(middle) : "\(ends(spell)) (within \(Numerals.percent(width)))"
  }

  /// `5.7 s to 5.81 s`, or one of them where they read the same.
  ///
  /// - Parameter spell: writes an end.
  /// - Returns: both ends.
  func ends(_ spell: (Value) -> String) -> String {
    let (low, high) = (spell(lower), spell(upper))
    return isExact || low == high ? spell(middle) : "\(low) to \(high)"
  }

  /// A number where it is exact, otherwise an object of both ends.
  var json: JSONValue {
    isExact
      ? .number(middle.number)
      : .object(["lower": .number(lower.number), "upper": .number(upper.number)])
  }
}

extension JSONValue {
  init<Value>(_ interval: Interval<Value>?) { self = interval?.json ?? .null }

  /// Two answers as one: their numbers where they agree, otherwise both ends of each.
  ///
  /// - Parameters:
  ///   - one: an answer.
  ///   - other: another of the same keys.
  /// - Returns: the keys of both.
  static func between(_ one: JSONValue, _ other: JSONValue) -> JSONValue {
    switch (one, other) {
    case (.number(let a), .number(let b)): Interval(a, b).json
    case (.object(let a), .object(let b)):
      .object(
        a.reduce(into: b) { merged, entry in
          merged[entry.key] = b[entry.key].map { between(entry.value, $0) } ?? entry.value
        })
    case (.array(let a), .array(let b)) where a.count == b.count:
      .array(zip(a, b).map { between($0, $1) })
    default: one
    }
  }
}
