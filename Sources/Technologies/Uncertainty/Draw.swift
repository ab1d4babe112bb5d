// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One choice of a value for every figure: the named ones at an end of their range, the others at
/// their value.
///
/// A figure has one value in a draw however often it is asked for, so a device that stands at both
/// ends of a link is good or bad at both.
package struct Draw: Sendable {
  package enum End: Sendable, Hashable {
    case low
    case high
  }

  private let ends: [String: End]
  /// Figures asked for, in the order of first use.
  package private(set) var asked: [Asked] = []
  private var seen: Set<String> = []

  package struct Asked: Sendable, Hashable {
    package var name: String
    package var grade: Grade
    package var source: String
    package var hasRange: Bool
  }

  package init(_ ends: [String: End] = [:]) { self.ends = ends }

  /// The value that this draw gives a figure.
  package mutating func callAsFunction<Value>(_ figure: Figure<Value>) -> Value {
    if seen.insert(figure.name).inserted {
      asked.append(
        Asked(
          name: figure.name, grade: figure.grade, source: figure.source,
          hasRange: figure.low != nil || figure.high != nil))
    }
    switch ends[figure.name] {
    case .low: return figure.low ?? figure.value
    case .high: return figure.high ?? figure.value
    case nil: return figure.value
    }
  }
}
