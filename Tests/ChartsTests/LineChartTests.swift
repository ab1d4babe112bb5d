// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Foundation
import TestSupport
import Testing

struct LineChartTests {
  /// The plot of this chart, in pixels: left = 24 + 3 letters of "100" x 12 x 0.58 + 8 = 52.88;
  /// right = 2 letters of "up" x 12 x 0.58 + 32 + 12 = 57.92, so the width is 500 - 110.8 = 389.2.
  /// Top = 24 + 46 = 70; below are 46 and 12, so the height is 300 - 128 = 172.
  private let chart = LineChart(
    title: "rates & sizes", summary: "two <lines>",
    x: Axis("size", scale: .logarithmic(base: 2), labels: .binary(unit: "B"), range: 1...1024),
    y: Axis("rate (GB/s)", range: 0...100),
    series: [
      Series("up", points: [.init(x: 1, y: 0), .init(x: 32, y: 25), .init(x: 1024, y: 100)]),
      Series("no", points: [.init(x: 1, y: 50), .init(x: 1024, y: 50)], role: .reference),
    ], width: 500, height: 300)

  @Test func `points lie where the arithmetic puts them`() {
    // 1 is at the left end, 32 = sqrt(1 x 1024) in the middle, 1024 at the right end:
    // 52.88, 52.88 + 194.6 = 247.48, 442.08. 0 lies at 70 + 172 = 242, 25 at 242 - 43 = 199,
    // 100 at 70.
    #expect(chart.svg.contains("points=\"52.88,242 247.48,199 442.08,70\""))
    #expect(chart.svg.contains("<circle class=\"mark0\" cx=\"247.48\" cy=\"199\" r=\"3.2\"/>"))
    // The reference is level at 50: 242 - 86 = 156.
    #expect(chart.svg.contains("stroke-dasharray=\"6 4\" points=\"52.88,156 442.08,156\""))
  }

  @Test func `titles, ticks, units and names are there, escaped`() {
    let svg = chart.svg
    for text in [
      "<title id=\"title\">rates &amp; sizes</title>", ">two &lt;lines&gt;</desc>", ">1 KiB</text>",
      ">32 B</text>", ">100</text>", ">rate (GB/s)</text>", ">size</text>", ">up</text>",
      ">no</text>", "role=\"img\"", "prefers-color-scheme: dark",
    ] { #expect(svg.contains(text), "\(text)") }
  }

  @Test func `the same values give the same text`() { #expect(chart.svg == chart.svg) }

  @Test func `what an axis cannot hold breaks the line`() {
    var broken = chart
    broken.y = Axis("rate", scale: .logarithmic(base: 10))
    broken.series = [
      Series(
        "up",
        points: [(1, 1), (2, 10), (4, 0), (8, .nan), (16, 10), (32, 100)].map {
          .init(x: $0.0, y: $0.1)
        })
    ]
    // Two lines and the thin one to the name.
    #expect(broken.svg.components(separatedBy: "<polyline").count - 1 == 3)
    #expect(broken.svg.components(separatedBy: "<circle").count - 1 == 4 + 1)
    #expect(!broken.svg.contains("nan") && !broken.svg.contains("inf"))
  }

  @Test func `from the seventh series on marks tell what colours do not`() {
    var many = chart
    many.series = (0..<14).map { Series("s\($0)", points: [.init(x: 2, y: Double($0))]) }
    let marks = many.svg.split(separator: "\n").filter { $0.contains("class=\"mark0\"") }
    // The first, the seventh and the thirteenth share a colour: a disc, a square, a triangle, each
    // at its point and at its name.
    #expect(marks.count == 6)
    let corners = marks.map { $0.split(separator: " ").count { $0.contains(",") } }
    #expect(Set(corners) == [0, 4, 3])
  }

  @Test func `nothing to draw is a chart without lines`() {
    var empty = chart
    empty.series = []
    empty.x.range = nil
    empty.y.range = nil
    #expect(!empty.svg.contains("<polyline"))
    #expect(empty.svg.hasSuffix("</svg>\n"))
  }

  /// Left for the reader tests, which render it.
  @Test func `a picture is left for other people's programs`() throws {
    let folder = ProcessInfo.processInfo.environment["HELIOGRAPH_TEST_FILES"]
    let scratch = try ScratchFolder()
    let path = "\(folder ?? scratch.path)/chart.svg"
    try Data(chart.svg.utf8).write(to: URL(fileURLWithPath: path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == chart.svg)
  }
}
