// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Lines, their marks, and their names at their ends.
struct SeriesDrawing {
  let chart: LineChart
  let area: PlotArea

  private static let labelSpacing = 15.0
  private static let markRadius = 3.2

  func draw(into markup: inout Markup) {
    var measured = 0
    var looks: [Appearance?] = []
    for series in chart.series {
      looks.append(series.role == .measured ? Appearance(ofSeries: measured) : nil)
      if series.role == .measured { measured += 1 }
    }
    // What is measured lies over what it is held against.
    let references = looks.indices.filter { looks[$0] == nil }
    for index in references + looks.indices.filter({ looks[$0] != nil }) {
      draw(chart.series[index], looks[index], into: &markup)
    }
    drawNames(looks, into: &markup)
  }

  private func draw(_ series: Series, _ look: Appearance?, into markup: inout Markup) {
    markup.begin("g")
    markup.add("title", [:], content: series.name)
    for run in runs(of: series) {
      let points = run.map {
        "\(Markup.pixels(area.across($0.x))),\(Markup.pixels(area.down($0.y)))"
      }
      let joined = points.joined(separator: " ")
      if let look {
        markup.add(
          "polyline",
          [
            "class": "line\(look.colour)", "stroke-width": "1.8", "stroke-linejoin": "round",
            "points": joined,
          ])
        for point in run { draw(look, at: area.across(point.x), area.down(point.y), &markup) }
      } else {
        markup.add(
          "polyline",
          [
            "class": "reference", "stroke-width": "1.4", "stroke-dasharray": "6 4",
            "points": joined,
          ])
      }
    }
    markup.end()
  }

  /// Points in a row that can be drawn.
  private func runs(of series: Series) -> [[Series.Point]] {
    series.points.split { !area.holds($0) }.map(Array.init)
  }

  private func draw(_ look: Appearance, at x: Double, _ y: Double, _ markup: inout Markup) {
    let r = Self.markRadius
    let style = "mark\(look.colour)"
    func corners(_ offsets: [(Double, Double)]) {
      let points = offsets.map { "\(Markup.pixels(x + $0.0)),\(Markup.pixels(y + $0.1))" }
      markup.add("polygon", ["class": style, "points": points.joined(separator: " ")])
    }
    switch look.mark {
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

  /// Names right of the plot, apart from each other, each with a thin line to the end of its own.
  private func drawNames(_ looks: [Appearance?], into markup: inout Markup) {
    let ends = chart.series.map { series in series.points.last { area.holds($0) } }
    let named = chart.series.indices.filter { ends[$0] != nil }
    let wanted = named.map { area.down(ends[$0]?.y ?? 0) }
    let places = Labels.spread(
      wanted, spacing: Self.labelSpacing, within: area.top...max(area.top, area.bottom))
    markup.begin("g", ["class": "ink", "font-size": Markup.pixels(LineChart.textSize)])
    for (index, place) in zip(named, places) {
      guard let end = ends[index] else { continue }
      let (x, y) = (area.across(end.x), area.down(end.y))
      let style = looks[index].map { "line\($0.colour)" } ?? "reference"
      markup.add(
        "polyline",
        [
          "class": style, "stroke-width": "0.8", "stroke-opacity": "0.6",
          "points": "\(Markup.pixels(x)),\(Markup.pixels(y)) "
            + "\(Markup.pixels(area.right + 16)),\(Markup.pixels(place))",
        ])
      if let look = looks[index] { draw(look, at: area.right + 20, place, &markup) }
      markup.add(
        "text", ["x": Markup.pixels(area.right + 28), "y": Markup.pixels(place + 4)],
        content: chart.series[index].name)
    }
    markup.end()
  }
}
