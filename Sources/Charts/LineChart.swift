// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Lines and points over a horizontal and a vertical axis, as one SVG file.
///
/// Every line is named at its end, every single point beside its mark. The picture follows the reader's choice of light or dark ground,
/// needs no script, font or network, and is the same text for the same values on every machine.
package struct LineChart: Sendable {
  package var title: String
  /// A line under the title; empty for none.
  package var subtitle: String
  /// What the picture shows, for readers who cannot see it.
  package var summary: String
  package var x: Axis
  package var y: Axis
  package var series: [Series]
  /// A line under the chart, such as where the figures come from; empty for none.
  package var footnote: String
  /// Pixels.
  package var width: Double
  package var height: Double

  /// - Parameters:
  ///   - title: over the chart.
  ///   - subtitle: under the title.
  ///   - summary: for readers who cannot see the picture.
  ///   - x: the horizontal axis.
  ///   - y: the vertical axis.
  ///   - series: in the order of their colours.
  ///   - footnote: under the chart.
  ///   - width: of the whole picture, in pixels.
  ///   - height: of the whole picture, in pixels.
  package init(
    title: String, subtitle: String = "", summary: String, x: Axis, y: Axis, series: [Series],
    footnote: String = "", width: Double = 900, height: Double = 500
  ) {
    self.title = title
    self.subtitle = subtitle
    self.summary = summary
    self.x = x
    self.y = y
    self.series = series
    self.footnote = footnote
    self.width = width
    self.height = height
  }

  /// The whole file.
  package var svg: String {
    let area = plotArea
    var markup = Markup()
    let size = (Markup.pixels(width), Markup.pixels(height))
    markup.begin(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": size.0, "height": size.1,
        "viewBox": "0 0 \(size.0) \(size.1)", "role": "img", "aria-labelledby": "title summary",
        "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
      ])
    markup.add("title", ["id": "title"], content: title)
    markup.add("desc", ["id": "summary"], content: summary)
    markup.add(
      "style", [:],
      content: "\n" + Palette.styleSheet(withNames: series.contains { $0.role == .point }))
    markup.add("rect", ["class": "paper", "width": size.0, "height": size.1])
    drawHeadings(into: &markup)
    AxisDrawing(chart: self, area: area).draw(into: &markup)
    SeriesDrawing(chart: self, area: area).draw(into: &markup)
    markup.end()
    return markup.text
  }

  // MARK: Room

  static let margin = 24.0
  static let textSize = 12.0

  /// What is left for values when titles, tick labels and names have their room.
  var plotArea: PlotArea {
    let ranges = (range(of: x, \.x, \.xRange), range(of: y, \.y, \.yRange))
    let top = Self.margin + (subtitle.isEmpty ? 46 : 68)
    let below = 46 + (footnote.isEmpty ? 0 : 22.0)
    let height = max(1, height - top - below - Self.margin / 2)
    let labels = Ticks(of: y.scale, in: ranges.1, atMost: mostTicks(down: height)).major
      .map { Labels.width(of: y.labels.text($0), size: Self.textSize) }
    let left = Self.margin + (labels.max() ?? 0) + 8
    let names = series.filter(\.isNamedAtTheSide)
      .map { Labels.width(of: $0.name, size: Self.textSize) }
    let right = (names.max() ?? 0) + 32 + Self.margin / 2
    return PlotArea(
      left: left, top: top, width: max(1, width - left - right), height: height,
      x: (x.scale, ranges.0), y: (y.scale, ranges.1))
  }

  func mostTicks(down height: Double) -> Int { max(2, Int(height / 40)) }
  func mostTicks(across width: Double) -> Int { max(2, Int(width / 84)) }

  /// What the axis says, or a range around the points that both axes can hold and around
  /// their ranges.
  private func range(
    of axis: Axis, _ coordinate: KeyPath<Series.Point, Double>,
    _ extent: KeyPath<Series.Point, ClosedRange<Double>?>
  ) -> ClosedRange<Double> {
    if let range = axis.range { return range }
    let points = series.flatMap(\.points).filter { x.scale.holds($0.x) && y.scale.holds($0.y) }
    let ends = points.compactMap { $0[keyPath: extent] }.flatMap { [$0.lowerBound, $0.upperBound] }
    return axis.scale.range(around: points.map { $0[keyPath: coordinate] } + ends)
  }

  private func drawHeadings(into markup: inout Markup) {
    let left = Markup.pixels(Self.margin)
    markup.add(
      "text",
      [
        "class": "ink", "x": left, "y": Markup.pixels(Self.margin + 10), "font-size": "17",
        "font-weight": "600",
      ], content: title)
    if !subtitle.isEmpty {
      markup.add(
        "text",
        ["class": "quiet", "x": left, "y": Markup.pixels(Self.margin + 30), "font-size": "13"],
        content: subtitle)
    }
    if !footnote.isEmpty {
      markup.add(
        "text",
        [
          "class": "quiet", "x": left, "y": Markup.pixels(height - Self.margin / 2),
          "font-size": "11",
        ], content: footnote)
    }
  }
}
