// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How far a figure can be trusted.
package enum Grade: String, CaseIterable, Hashable, Sendable {
  /// Primary documents, peer-reviewed work, code.
  case primary = "A"
  /// A vendor's claim or the trade press.
  case vendor = "B"
  /// A weak secondary source.
  case secondary = "C"
  /// Not verified: from memory, or derived with an assumption.
  case unverified = "M"

  /// A verdict that turns on such a figure must say so.
  package var isWeak: Bool { self == .secondary || self == .unverified }
}

/// A number with its range, its measurement boundary and where it comes from.
package struct Figure<Value: Comparable & Hashable & Sendable>: Hashable, Sendable {
  /// How messages call the figure, such as `nvlink4.energy[0]`.
  package var name: String
  package var value: Value
  /// Lowest and highest of the sources; nil where they give none.
  package var low: Value?
  package var high: Value?
  package var year: Int?
  /// What was measured, from where to where; nil where the quantity has only one meaning.
  package var boundary: String?
  /// Components that the figure covers, in the order written; empty for what is not an energy.
  package var includes: [EnergyComponent]
  /// Such as "datasheet", "measured", "derived".
  package var kind: String?
  package var grade: Grade
  package var source: String
  package var notes: String?

  package init(
    name: String, value: Value, low: Value? = nil, high: Value? = nil, year: Int? = nil,
    boundary: String? = nil, includes: [EnergyComponent] = [], kind: String? = nil, grade: Grade,
    source: String, notes: String? = nil
  ) {
    self.name = name
    self.value = value
    self.low = low
    self.high = high
    self.year = year
    self.boundary = boundary
    self.includes = includes
    self.kind = kind
    self.grade = grade
    self.source = source
    self.notes = notes
  }

  /// The components in words: "laser, driver, tia".
  package var spelledIncludes: String { includes.map(\.rawValue).joined(separator: ", ") }

  /// A line for people where the figure's grade is weak, nil where it is not.
  package var caution: String? {
    guard grade.isWeak else { return nil }
    let range =
      switch (low, high) {
      case (let low?, let high?): " (\(low) to \(high))"
      case (let low?, nil): " (\(low) or more)"
      case (nil, let high?): " (up to \(high))"
      case (nil, nil): ""
      }
    return "\(name) = \(value)\(range) is grade \(grade.rawValue): \(source)"
  }
}
