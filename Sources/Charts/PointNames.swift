// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Places for names beside marks, so that they cover neither each other nor marks, and bars and lines
/// as little as can be.
///
/// Each name has places around its mark, near ones first. Each in turn takes the place that costs
/// least, beside those that have one; then all choose again, until none moves. The same points have
/// the same places on every machine: there is no chance in it, and only sums, products and roots.
struct PointNames {
  /// Width and height of each name, in pixels.
  let sizes: [(width: Double, height: Double)]
  /// The mark of each.
  let anchors: [Position]
  /// Bars and lines.
  let strokes: [Stroke]
  /// The middles of all marks.
  let marks: [Position]
  /// Names stay inside.
  let bounds: Box

  /// The room between a mark and its name, and around each name.
  private static let gap = 6.0
  private static let room = 1.5
  private static let steps = 14
  private static let step = 9.0
  private static let sweeps = 12

  // What a place costs: a pixel of distance is 1. A square pixel of another name or mark is dear, so
  // that any distance is rather gone.
  private static let costOfCover = 30.0
  private static let costOfStroke = 1.2
  private static let costOfThread = 3.0
  private static let costOfDoubt = 3.0
  private static let costOutside = 1e6
  /// Right and left of the mark read easier than above and below, and those easier than corners.
  private static let directions: [(x: Double, y: Double, cost: Double)] = [
    (1, 0, 0), (-1, 0, 1), (0, -1, 2), (0, 1, 2.5), (1, -1, 3), (1, 1, 3), (-1, -1, 4), (-1, 1, 4),
    (1, -0.5, 5), (1, 0.5, 5), (-1, -0.5, 6), (-1, 0.5, 6),
  ]

  /// One for each name, in their order.
  func boxes() -> [Box] {
    let candidates = anchors.indices.map(candidates)
    var chosen = [Box?](repeating: nil, count: anchors.count)
    for _ in 0..<Self.sweeps {
      var isSettled = true
      for index in anchors.indices {
        let best = cheapest(candidates[index], for: index, beside: chosen)
        if chosen[index] != best { isSettled = false }
        chosen[index] = best
      }
      if isSettled { break }
    }
    return chosen.compactMap(\.self)
  }

  private typealias Candidate = (box: Box, cost: Double)

  /// Places around a mark, with what each costs whatever the other names do.
  private func candidates(of index: Int) -> [Candidate] {
    let (mark, size) = (anchors[index], sizes[index])
    return (0..<Self.steps).flatMap { step in
      Self.directions.map { direction in
        let out = Self.gap + Double(step) * Self.step
        let middle = Position(
          x: mark.x + direction.x * (size.width / 2 + out),
          y: mark.y + direction.y * (size.height / 2 + out))
        let box = Box(
          left: middle.x - size.width / 2, top: middle.y - size.height / 2,
          right: middle.x + size.width / 2, bottom: middle.y + size.height / 2)
        let distance = box.nearest(to: mark).distance(to: mark)
        return (
          box, direction.cost + distance + standingCost(of: box) + doubt(whose: box, index)
        )
      }
    }
  }

  /// What it costs that another's mark is about as near to a name as its own: half as far again is
  /// told apart.
  private func doubt(whose box: Box, _ index: Int) -> Double {
    func distance(_ mark: Position) -> Double { box.nearest(to: mark).distance(to: mark) }
    let others = anchors.indices.filter { $0 != index }.map { distance(anchors[$0]) }
    guard let nearest = others.min() else { return 0 }
    return Self.costOfDoubt * max(0, 1.5 * distance(anchors[index]) - nearest)
  }

  private func standingCost(of box: Box) -> Double {
    let roomy = box.grown(by: Self.room)
    let radius = Appearance.markRadius
    let covered = marks.reduce(0.0) { sum, mark in
      let square = Box(left: mark.x, top: mark.y, right: mark.x, bottom: mark.y).grown(by: radius)
      return sum + roomy.overlap(with: square)
    }
    let crossed = strokes.reduce(0.0) { $0 + $1.length(inside: roomy) }
    return Self.costOfCover * covered + Self.costOfStroke * crossed
      + (box.isInside(bounds) ? 0 : Self.costOutside)
  }

  /// What joins a mark and a name that is away from it.
  private func thread(of index: Int, to box: Box) -> Stroke {
    Stroke(from: anchors[index], to: box.nearest(to: anchors[index]))
  }

  private func cheapest(_ candidates: [Candidate], for index: Int, beside chosen: [Box?]) -> Box? {
    var best: Candidate?
    for candidate in candidates where candidate.cost < best?.cost ?? .infinity {
      let roomy = candidate.box.grown(by: Self.room)
      let covered = chosen.indices.reduce(0.0) { sum, other in
        guard other != index, let box = chosen[other] else { return sum }
        return sum + roomy.overlap(with: box.grown(by: Self.room))
      }
      let crossed = chosen.indices.reduce(0.0) { sum, other in
        guard other != index, let box = chosen[other] else { return sum }
        return sum + thread(of: index, to: candidate.box).length(inside: box)
          + thread(of: other, to: box).length(inside: candidate.box)
      }
      let cost =
        candidate.cost + Self.costOfCover * covered + Self.costOfThread * crossed
      if cost < best?.cost ?? .infinity { best = (candidate.box, cost) }
    }
    return best?.box
  }
}
