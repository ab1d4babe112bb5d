// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What tells a series from the others: a colour, and from the seventh on another mark.
struct Appearance: Sendable, Hashable {
  enum Mark: CaseIterable, Sendable {
    case disc
    case square
    case triangle
    case diamond
  }

  let colour: Int
  let mark: Mark

  init(ofSeries number: Int) {
    colour = number % Palette.light.count
    mark = Mark.allCases[number / Palette.light.count % Mark.allCases.count]
  }

  /// Of marks without a line, which are told apart by colour and by shape from the second on.
  init(ofPoints number: Int) {
    colour = number % Palette.light.count
    mark = Mark.allCases[number % Mark.allCases.count]
  }

  /// From the middle to the edge, in pixels.
  static let markRadius = 3.2

  func draw(at x: Double, _ y: Double, into markup: inout Markup) {
    let r = Self.markRadius
    let style = "mark\(colour)"
    func corners(_ offsets: [(Double, Double)]) {
      let points = offsets.map { "\(Markup.pixels(x + $0.0)),\(Markup.pixels(y + $0.1))" }
      markup.add("polygon", ["class": style, "points": points.joined(separator: " ")])
    }
    switch mark {
    case .disc:
      markup.add(
        "circle",
        [
          "class": style, "cx": Markup.pixels(x), "cy": Markup.pixels(y), "r": Markup.pixels(r),
        ])
    case .square: corners([(-r, -r), (r, -r), (r, r), (-r, r)])
    case .triangle: corners([(0, -1.3 * r), (1.2 * r, r), (-1.2 * r, r)])
    case .diamond: corners([(0, -1.4 * r), (1.4 * r, 0), (0, 1.4 * r), (-1.4 * r, 0)])
    }
  }
}
