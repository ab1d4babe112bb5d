// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Names beside the ends of lines.
package enum Labels {
  /// Moves heights apart until each is so far from the next, as little as that takes, within a
  /// range.
  ///
  /// Heights that crowd together become a pile with its middle where their mean was; piles that
  /// meet become one.
  ///
  /// - Parameters:
  ///   - heights: where labels would like to be, in any order.
  ///   - spacing: the least distance of two.
  ///   - range: where they may be; a range too short for all is left at its lower end.
  /// - Returns: where they are, in the order given.
  static func spread(
    _ heights: [Double], spacing: Double, within range: ClosedRange<Double>
  ) -> [Double] {
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var piles: [Pile] = []
    for index in order {
      var pile = Pile(members: [index], sum: heights[index])
      pile.settle(spacing, range)
      // A billionth of a pixel apart is together: sums round.
      while let last = piles.last, last.end(spacing) + spacing > pile.start + 1e-9 {
        piles.removeLast()
        pile = Pile(members: last.members + pile.members, sum: last.sum + pile.sum)
        pile.settle(spacing, range)
      }
      piles.append(pile)
    }
    var places = heights
    for pile in piles {
      for (place, index) in pile.members.enumerated() {
        places[index] = pile.start + Double(place) * spacing
      }
    }
    return places
  }

  private struct Pile {
    var members: [Int]
    /// Of what the members asked for.
    var sum: Double
    var start = 0.0

    func end(_ spacing: Double) -> Double { start + Double(members.count - 1) * spacing }

    mutating func settle(_ spacing: Double, _ range: ClosedRange<Double>) {
      let extent = Double(members.count - 1) * spacing
      start = sum / Double(members.count) - extent / 2
      start = max(min(start, range.upperBound - extent), range.lowerBound)
    }
  }

  /// About how wide a text is: letters of a usual sans-serif face are a little over half as wide
  /// as high.
  package static func width(of text: String, size: Double) -> Double {
    Double(text.count) * size * 0.58
  }
}
