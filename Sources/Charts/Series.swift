// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Points that belong together.
package struct Series: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package enum Role: Sendable, Hashable {
    /// A line in a colour of its own, with a mark at each point.
    case measured
    /// A dashed line without marks, in the colour of the text: a bound, a target.
    case reference
  }

  package var name: String
  /// In the order in which the line joins them. Points that an axis cannot hold, such as zero on a
  /// logarithmic one, break the line.
  package var points: [Point]
  package var role: Role

  package init(_ name: String, points: [Point], role: Role = .measured) {
    self.name = name
    self.points = points
    self.role = role
  }
}
