// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One line of a benchmark's report, and whether it keeps its target, where it has one.
public struct Figure: Sendable {
  public let name: String
  public let value: String
  /// Nil for what is only told.
  public let target: String?
  public let isMet: Bool

  private init(_ name: String, _ value: String, _ target: String?, isMet: Bool) {
    self.name = name
    self.value = value
    self.target = target
    self.isMet = isMet
  }

  public static func told(_ name: String, _ value: Double, _ unit: String = "") -> Figure {
    Figure(name, spelled(value, unit), nil, isMet: true)
  }

  /// A count that the same input gives on every machine.
  public static func count(_ name: String, _ value: Int, mustBe expected: Int) -> Figure {
    Figure(name, "\(value)", "\(expected)", isMet: value == expected)
  }

  /// A value that is known, but for rounding; the tolerance is relative.
  public static func value(
    _ name: String, _ value: Double, mustBe expected: Double, within tolerance: Double,
    _ unit: String
  ) -> Figure {
    Figure(
      name, "\(value) \(unit)", "\(expected) \(unit) within \(tolerance)",
      isMet: abs(value - expected) <= tolerance * abs(expected))
  }

  /// A value that is not a number keeps no limit.
  public static func limited(
    _ name: String, _ value: Double, atMost limit: Double, _ unit: String = ""
  ) -> Figure {
    Figure(
      name, spelled(value, unit), "at most \(spelled(limit, unit))", isMet: value <= limit)
  }

  public static func limited(
    _ name: String, _ value: Double, atLeast limit: Double, _ unit: String = ""
  ) -> Figure {
    Figure(
      name, spelled(value, unit), "at least \(spelled(limit, unit))", isMet: value >= limit)
  }

  var line: String {
    let verdict = target.map { "  \(isMet ? "met" : "MISSED"): \($0)" } ?? ""
    return "  \(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(value)\(verdict)"
  }

  /// Four digits.
  private static func spelled(_ value: Double, _ unit: String) -> String {
    String(format: "%.4g", value) + (unit.isEmpty ? "" : " \(unit)")
  }
}
