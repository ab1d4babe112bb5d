// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A place in the picture, in pixels from the top left.
struct Position: Sendable, Hashable {
  var x: Double
  var y: Double

  func distance(to other: Self) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

/// An upright rectangle.
struct Box: Sendable, Hashable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  func grown(by margin: Double) -> Self {
    Self(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
  }

  /// The area that two share, in square pixels.
  func overlap(with other: Self) -> Double {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    return width > 0 && height > 0 ? width * height : 0
  }

  func isInside(_ other: Self) -> Bool {
    left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom
  }

  /// The place in it that is nearest to another.
  func nearest(to place: Position) -> Position {
    Position(x: min(max(place.x, left), right), y: min(max(place.y, top), bottom))
  }
}

/// A straight stroke.
struct Stroke: Sendable, Hashable {
  var from: Position
  var to: Position

  /// How much of it crosses a box, in pixels: it enters where the last of the box's four sides lets
  /// it in, and leaves where the first lets it out.
  func length(inside box: Box) -> Double {
    var (enter, leave) = (0.0, 1.0)
    let sides = [
      (to.x - from.x, box.left - from.x, box.right - from.x),
      (to.y - from.y, box.top - from.y, box.bottom - from.y),
    ]
    for (run, low, high) in sides {
      if run == 0 {
        guard low < 0, high > 0 else { return 0 }
      } else {
        enter = max(enter, min(low / run, high / run))
        leave = min(leave, max(low / run, high / run))
      }
    }
    return max(0, leave - enter) * from.distance(to: to)
  }
}

/// A bar over a range, level or upright, from left to right or from the top down.
struct RangeBar: Sendable {
  let stroke: Stroke
  /// Whether its ends are inside the plot; an end that is not has no cap.
  let endsInside: (first: Bool, last: Bool)

  func path(cap: Double) -> String {
    let isLevel = stroke.from.y == stroke.to.y
    func move(_ place: Position, _ by: Double) -> String {
      let (x, y) = isLevel ? (place.x, place.y + by) : (place.x + by, place.y)
      return "\(Markup.pixels(x)) \(Markup.pixels(y))"
    }
    var path = "M\(move(stroke.from, 0)) L\(move(stroke.to, 0))"
    for (end, isInside) in [(stroke.from, endsInside.first), (stroke.to, endsInside.last)]
    where isInside {
      path += " M\(move(end, -cap)) L\(move(end, cap))"
    }
    return path
  }
}
