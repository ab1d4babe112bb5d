// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Charts

struct PointChartTests {
  /// The plot of this chart, in pixels, where no name stands at the side: left = 24 + 2 letters of
  /// "10" x 12 x 0.58 + 8 = 45.92, right = 32 + 12 = 44, so the width is 389.92 - 300 more or less:
  /// 489.92 - 45.92 - 44 = 400. Top = 70, height = 300 - 128 = 172.
  private func chart(_ series: [Series]) -> LineChart {
    LineChart(
      title: "links", summary: "two", x: Axis("reach (m)", range: 0...10),
      y: Axis("energy (pJ/bit)", range: 0...10), series: series, width: 489.92, height: 300)
  }

  @Test func `a point has a mark, bars over its ranges, and its name to the right`() {
    let svg = chart([
      Series(
        "twinax", points: [.init(x: 2, y: 5, xRange: 1...3, yRange: 2.5...7.5)], role: .point)
    ]).svg
    // x: 45.92 + 40 per metre, so 125.92 from 85.92 to 165.92. y: 242 - 17.2 per pJ/bit, so 156
    // from 113 to 199. Caps are 3 to either side.
    #expect(svg.contains("<circle class=\"mark0\" cx=\"125.92\" cy=\"156\" r=\"3.2\"/>"))
    #expect(
      svg.contains(
        "d=\"M85.92 156 L165.92 156 M85.92 153 L85.92 159 M165.92 153 L165.92 159\""))
    #expect(
      svg.contains(
        "d=\"M125.92 113 L125.92 199 M122.92 113 L128.92 113 M122.92 199 L128.92 199\""))
    #expect(
      svg.contains(
        "<title>twinax: reach (m) 2 (1 to 3), energy (pJ/bit) 5 (2.5 to 7.5)</title>"))
    #expect(svg.components(separatedBy: ">twinax</text>").count == 2)
  }

  @Test func `a name without neighbours is right of its mark`() {
    let svg = chart([Series("twinax", points: [.init(x: 2, y: 5)], role: .point)]).svg
    // 6 right of 125.92; the box is 12 high around 156, its bottom 162, the letters 2.4 above it.
    #expect(svg.contains("<text x=\"131.92\" y=\"159.6\">twinax</text>"))
  }

  @Test func `a bar that leaves the plot ends at its edge without a cap`() {
    let svg = chart([
      Series("far", points: [.init(x: 8, y: 5, xRange: 7...20)], role: .point)
    ]).svg
    // 7 m at 325.92; the right edge is at 445.92.
    #expect(svg.contains("d=\"M325.92 156 L445.92 156 M325.92 153 L325.92 159\""))
  }

  @Test func `a low end that a logarithmic axis cannot hold is at its edge`() {
    var chart = chart([
      Series("any", points: [.init(x: 3, y: 3, yRange: 0...5)], role: .point)
    ])
    chart.y = Axis("energy", scale: .logarithmic(base: 10), range: 1...10)
    // 5 is at 242 - 172 x 0.69897; the axis ends at 242.
    #expect(
      chart.svg.contains("d=\"M165.92 121.78 L165.92 242 M162.92 121.78 L168.92 121.78\""))
  }

  @Test func `a band lies behind its line from the low ends to the high ends`() {
    let line = Series(
      "law",
      points: [
        .init(x: 0, y: 5, yRange: 4...6), .init(x: 10, y: 5, yRange: 2.5...7.5),
      ], role: .reference)
    var chart = chart([line])
    chart.width += 3 * 12 * 0.58  // the name at the side
    // 6 at 138.8, 7.5 at 113, 2.5 at 199, 4 at 173.2.
    let band = "points=\"45.92,138.8 445.92,113 445.92,199 45.92,173.2\""
    let svg = chart.svg
    #expect(svg.contains(band))
    let areas = svg.components(separatedBy: band)
    #expect(areas.last?.contains("points=\"45.92,156 445.92,156\"") == true)
  }

  @Test func `an axis holds the ends of ranges`() {
    var chart = chart([
      Series("p", points: [.init(x: 3, y: 3, xRange: 0.02...300, yRange: 1...40)], role: .point)
    ])
    chart.x = Axis("reach", scale: .logarithmic(base: 10))
    chart.y = Axis("energy")
    #expect(chart.plotArea.x.range == 0.02...500)
    #expect(chart.plotArea.y.range == 0...40)
  }

  @Test func `kinds of points have their name at the side, and one mark each`() {
    let svg = chart([
      Series("copper", points: [.init(x: 1, y: 5, name: "DAC")], role: .point),
      Series(
        "light", points: [.init(x: 4, y: 5, name: "LPO"), .init(x: 8, y: 5, name: "CPO")],
        role: .point),
    ]).svg
    for name in ["DAC", "LPO", "CPO", "copper", "light"] {
      #expect(svg.components(separatedBy: ">\(name)</text>").count == 2, "\(name)")
    }
    // Two of the second kind and the one at the side.
    #expect(svg.components(separatedBy: "<polygon class=\"mark1\"").count == 1 + 3)
  }

  @Test func `a chart without points has no rule for their names`() {
    let line = Series("line", points: [.init(x: 1, y: 1), .init(x: 2, y: 2)])
    #expect(!chart([line]).svg.contains(".name"))
  }
}
