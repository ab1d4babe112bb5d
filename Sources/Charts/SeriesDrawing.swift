// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Lines, their marks, and their names at their ends.
struct SeriesDrawing {
  let chart: LineChart
  let area: PlotArea

  private static let labelSpacing = 15.0

  func draw(into markup: inout Markup) {
    var coloured = 0
    let looks = chart.series.map { series -> Appearance? in
      guard series.role != .reference else { return nil }
      coloured += 1
      return series.role == .point
        ? Appearance(ofPoints: coloured - 1) : Appearance(ofSeries: coloured - 1)
    }
    // What is measured lies over what it is held against, and single points over lines.
    let lines = chart.series.indices.filter { chart.series[$0].role != .point }
    for index in lines {
      BandDrawing(area: area).draw(chart.series[index], looks[index], into: &markup)
    }
    let references = lines.filter { looks[$0] == nil }
    for index in references + lines.filter({ looks[$0] != nil }) {
      draw(chart.series[index], looks[index], into: &markup)
    }
    PointDrawing(chart: chart, area: area).draw(looks, into: &markup)
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
        for point in run { look.draw(at: area.across(point.x), area.down(point.y), into: &markup) }
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

  /// Names right of the plot, apart from each other, each with a thin line to the end of its own.
  private func drawNames(_ looks: [Appearance?], into markup: inout Markup) {
    let ends = chart.series.map { series in series.points.last { area.holds($0) } }
    let named = chart.series.indices.filter {
      ends[$0] != nil && chart.series[$0].isNamedAtTheSide
    }
    let wanted = named.map { index in
      // Kinds of points have no end; they are named from the top.
      chart.series[index].role == .point ? area.top : area.down(ends[index]?.y ?? 0)
    }
    let places = Labels.spread(
      wanted, spacing: Self.labelSpacing, within: area.top...max(area.top, area.bottom))
    markup.begin("g", ["class": "ink", "font-size": Markup.pixels(LineChart.textSize)])
    for (index, place) in zip(named, places) {
      guard let end = ends[index] else { continue }
      if chart.series[index].role != .point { thread(from: end, to: place, looks[index], &markup) }
      looks[index]?.draw(at: area.right + 20, place, into: &markup)
      markup.add(
        "text", ["x": Markup.pixels(area.right + 28), "y": Markup.pixels(place + 4)],
        content: chart.series[index].name)
    }
    markup.end()
  }

  /// A thin line from the end of a line to its name.
  private func thread(
    from end: Series.Point, to place: Double, _ look: Appearance?, _ markup: inout Markup
  ) {
    let (x, y) = (area.across(end.x), area.down(end.y))
    markup.add(
      "polyline",
      [
        "class": look.map { "line\($0.colour)" } ?? "reference", "stroke-width": "0.8",
        "stroke-opacity": "0.6",
        "points": "\(Markup.pixels(x)),\(Markup.pixels(y)) "
          + "\(Markup.pixels(area.right + 16)),\(Markup.pixels(place))",
      ])
  }
}
