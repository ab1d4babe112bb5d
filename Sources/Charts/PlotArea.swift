// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The rectangle that values are drawn in, and where in it each lies, in pixels from the top left.
struct PlotArea: Sendable {
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  let x: (scale: Scale, range: ClosedRange<Double>)
  let y: (scale: Scale, range: ClosedRange<Double>)

  var right: Double { left + width }
  var bottom: Double { top + height }

  func across(_ value: Double) -> Double { left + width * x.scale.fraction(of: value, in: x.range) }

  /// Values grow upwards, pixels downwards.
  func down(_ value: Double) -> Double {
    bottom - height * y.scale.fraction(of: value, in: y.range)
  }

  /// The part of a horizontal extent that is inside, in pixels from left to right; nil where none is.
  func across(_ extent: ClosedRange<Double>) -> ClosedRange<Double>? {
    guard let inside = x.scale.part(of: extent, in: x.range) else { return nil }
    return across(inside.lowerBound)...max(across(inside.lowerBound), across(inside.upperBound))
  }

  /// The part of a vertical extent that is inside, in pixels from the upper to the lower end.
  func down(_ extent: ClosedRange<Double>) -> ClosedRange<Double>? {
    guard let inside = y.scale.part(of: extent, in: y.range) else { return nil }
    return down(inside.upperBound)...max(down(inside.upperBound), down(inside.lowerBound))
  }

  /// Whether both axes have a place for a point and it lies inside.
  func holds(_ point: Series.Point) -> Bool {
    x.scale.holds(point.x) && y.scale.holds(point.y) && x.range.contains(point.x)
      && y.range.contains(point.y)
  }
}
