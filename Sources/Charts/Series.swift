// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Points that belong together.
package struct Series: Sendable, Hashable {
  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double
    /// From the low to the high end of what x may be, where that is known; drawn in role `point`.
    package var xRange: ClosedRange<Double>?
    /// The same of y; a bar in role `point`, and behind a line the edges of a band.
    package var yRange: ClosedRange<Double>?
    /// Of this point alone, in role `point`; empty for the name of the series.
    package var name: String

    /// - Parameters:
    ///   - x: along the horizontal axis.
    ///   - y: along the vertical axis.
    ///   - xRange: what x may be.
    ///   - yRange: what y may be.
    ///   - name: of this point alone.
    package init(
      x: Double, y: Double, xRange: ClosedRange<Double>? = nil,
      yRange: ClosedRange<Double>? = nil, name: String = ""
    ) {
      self.x = x
      self.y = y
      self.xRange = xRange
      self.yRange = yRange
      self.name = name
    }
  }

  package enum Role: Sendable, Hashable {
    /// A line in a colour of its own, with a mark at each point.
    case measured
    /// A dashed line without marks, in the colour of the text: a bound, a target.
    case reference
    /// Marks that no line joins, each with its name beside it and with bars over its ranges: things
    /// that are compared. A series whose points have names of their own is a kind of them.
    case point
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
