// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Grid, ticks and titles of both axes.
struct AxisDrawing {
  let chart: LineChart
  let area: PlotArea

  func draw(into markup: inout Markup) {
    let x = Ticks(of: area.x.scale, in: area.x.range, atMost: chart.mostTicks(across: area.width))
    let y = Ticks(of: area.y.scale, in: area.y.range, atMost: chart.mostTicks(down: area.height))
    markup.begin("g", ["fill": "none", "stroke-width": "1"])
    for value in y.minor { horizontal(at: value, "faint", &markup) }
    for value in x.minor { vertical(at: value, "faint", &markup) }
    for value in y.major { horizontal(at: value, "grid", &markup) }
    for value in x.major { vertical(at: value, "grid", &markup) }
    line(area.left, area.bottom, area.right, area.bottom, "axis", &markup)
    markup.end()

    let size = Markup.pixels(LineChart.textSize)
    markup.begin("g", ["class": "quiet", "font-size": size, "text-anchor": "middle"])
    for value in x.major {
      text(chart.x.labels.text(value), area.across(value), area.bottom + 18, &markup)
    }
    text(chart.x.title, area.left + area.width / 2, area.bottom + 38, &markup)
    markup.end()
    markup.begin("g", ["class": "quiet", "font-size": size, "text-anchor": "end"])
    for value in y.major {
      text(chart.y.labels.text(value), area.left - 8, area.down(value) + 4, &markup)
    }
    markup.end()
    markup.begin("g", ["class": "quiet", "font-size": size])
    text(chart.y.title, LineChart.margin, area.top - 12, &markup)
    markup.end()
  }

  private func horizontal(at value: Double, _ style: String, _ markup: inout Markup) {
    line(area.left, area.down(value), area.right, area.down(value), style, &markup)
  }

  private func vertical(at value: Double, _ style: String, _ markup: inout Markup) {
    line(area.across(value), area.top, area.across(value), area.bottom, style, &markup)
  }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String,
    _ markup: inout Markup
  ) {
    markup.add(
      "line",
      [
        "class": style, "x1": Markup.pixels(x1), "y1": Markup.pixels(y1),
        "x2": Markup.pixels(x2), "y2": Markup.pixels(y2),
      ])
  }

  private func text(_ content: String, _ x: Double, _ y: Double, _ markup: inout Markup) {
    markup.add("text", ["x": Markup.pixels(x), "y": Markup.pixels(y)], content: content)
  }
}
