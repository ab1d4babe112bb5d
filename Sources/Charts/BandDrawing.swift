// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Areas behind lines, from the low to the high ends of their points.
struct BandDrawing {
  let area: PlotArea

  private static let opacity = "0.16"

  /// - Parameters:
  ///   - series: of whose points those in a row that have a range are edges.
  ///   - look: of its line; nil for the colour of the text.
  ///   - markup: takes the areas.
  func draw(_ series: Series, _ look: Appearance?, into markup: inout Markup) {
    let ranged = series.points.split { !area.holds($0) || $0.yRange == nil }
    for run in ranged where run.count > 1 {
      let edges = run.compactMap { point in
        point.yRange.flatMap(area.down).map { (x: area.across(point.x), y: $0) }
      }
      let upper = edges.map { ($0.x, $0.y.lowerBound) }
      let lower = edges.reversed().map { ($0.x, $0.y.upperBound) }
      let corners = (upper + lower).map { "\(Markup.pixels($0.0)),\(Markup.pixels($0.1))" }
      markup.add(
        "polygon",
        [
          "class": look.map { "mark\($0.colour)" } ?? "ink", "fill-opacity": Self.opacity,
          "points": corners.joined(separator: " "),
        ])
    }
  }
}
