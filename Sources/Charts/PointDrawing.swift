// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Single points: marks, the bars of their ranges, and their names.
struct PointDrawing {
  let chart: LineChart
  let area: PlotArea

  /// Half the width of what ends a bar, in pixels.
  private static let cap = 3.0
  /// A name farther from its mark than this has a thread to it, in pixels.
  private static let threadless = 9.0

  /// A point that has a place, with what it is called.
  private struct Spot {
    let point: Series.Point
    let name: String
    let look: Appearance
    let at: Position
  }

  func draw(_ looks: [Appearance?], into markup: inout Markup) {
    let spots = zip(chart.series, looks).flatMap { series, look -> [Spot] in
      guard series.role == .point, let look else { return [] }
      return series.points.filter(area.holds).map { point in
        Spot(
          point: point, name: point.name.isEmpty ? series.name : point.name, look: look,
          at: Position(x: area.across(point.x), y: area.down(point.y)))
      }
    }
    guard !spots.isEmpty else { return }
    for spot in spots { draw(spot, into: &markup) }
    let places = PointNames(
      sizes: spots.map {
        (Labels.width(of: $0.name, size: LineChart.textSize), LineChart.textSize)
      }, anchors: spots.map(\.at), strokes: spots.flatMap(bars).map(\.stroke) + lines,
      marks: spots.map(\.at) + linePoints, bounds: bounds
    ).boxes()
    for (spot, box) in zip(spots, places) { drawThread(from: spot, to: box, &markup) }
    markup.begin("g", ["class": "name", "font-size": Markup.pixels(LineChart.textSize)])
    for (spot, box) in zip(spots, places) { drawName(of: spot, in: box, &markup) }
    markup.end()
  }

  private var bounds: Box {
    Box(left: area.left, top: area.top, right: area.right, bottom: area.bottom)
  }

  private func draw(_ spot: Spot, into markup: inout Markup) {
    markup.begin("g")
    markup.add("title", [:], content: said(of: spot))
    for bar in bars(of: spot) {
      markup.add(
        "path",
        [
          "class": "line\(spot.look.colour)", "stroke-width": "1.2", "stroke-opacity": "0.75",
          "d": bar.path(cap: Self.cap),
        ])
    }
    spot.look.draw(at: spot.at.x, spot.at.y, into: &markup)
    markup.end()
  }

  private func bars(of spot: Spot) -> [RangeBar] {
    let across = spot.point.xRange.flatMap { range in
      area.across(range).map { inside in
        RangeBar(
          stroke: Stroke(
            from: Position(x: inside.lowerBound, y: spot.at.y),
            to: Position(x: inside.upperBound, y: spot.at.y)),
          endsInside: (
            area.x.range.contains(range.lowerBound), area.x.range.contains(range.upperBound)
          ))
      }
    }
    let down = spot.point.yRange.flatMap { range in
      area.down(range).map { inside in
        RangeBar(
          stroke: Stroke(
            from: Position(x: spot.at.x, y: inside.lowerBound),
            to: Position(x: spot.at.x, y: inside.upperBound)),
          endsInside: (
            area.y.range.contains(range.upperBound), area.y.range.contains(range.lowerBound)
          ))
      }
    }
    return [across, down].compactMap(\.self)
  }

  /// The name and the values in words, for who hears the picture or points at the mark.
  private func said(of spot: Spot) -> String {
    func value(_ value: Double, _ range: ClosedRange<Double>?, _ labels: TickLabels) -> String {
      labels.text(value)
        + (range.map { " (\(labels.text($0.lowerBound)) to \(labels.text($0.upperBound)))" } ?? "")
    }
    let x = value(spot.point.x, spot.point.xRange, chart.x.labels)
    let y = value(spot.point.y, spot.point.yRange, chart.y.labels)
    return "\(spot.name): \(chart.x.title) \(x), \(chart.y.title) \(y)"
  }

  private func drawThread(from spot: Spot, to box: Box, _ markup: inout Markup) {
    let near = box.nearest(to: spot.at)
    guard near.distance(to: spot.at) > Self.threadless else { return }
    markup.add(
      "line",
      [
        "class": "line\(spot.look.colour)", "stroke-width": "0.8", "stroke-opacity": "0.6",
        "x1": Markup.pixels(spot.at.x), "y1": Markup.pixels(spot.at.y),
        "x2": Markup.pixels(near.x), "y2": Markup.pixels(near.y),
      ])
  }

  private func drawName(of spot: Spot, in box: Box, _ markup: inout Markup) {
    // Letters stand on a line a fifth of their height above the bottom of the box.
    markup.add(
      "text",
      [
        "x": Markup.pixels(box.left),
        "y": Markup.pixels(box.bottom - LineChart.textSize / 5),
      ], content: spot.name)
  }

  // MARK: What names keep clear of

  private var linePoints: [Position] {
    chart.series.filter { $0.role == .measured }.flatMap(\.points).filter(area.holds)
      .map { Position(x: area.across($0.x), y: area.down($0.y)) }
  }

  private var lines: [Stroke] {
    chart.series.filter { $0.role != .point }.flatMap { series in
      series.points.split { !area.holds($0) }.flatMap { run in
        zip(run, run.dropFirst()).map { one, other in
          Stroke(
            from: Position(x: area.across(one.x), y: area.down(one.y)),
            to: Position(x: area.across(other.x), y: area.down(other.y)))
        }
      }
    }
  }
}

extension Series {
  /// Whether its name stands right of the plot: a line, or a kind of points with names of their own.
  var isNamedAtTheSide: Bool { role != .point || points.contains { !$0.name.isEmpty } }
}
