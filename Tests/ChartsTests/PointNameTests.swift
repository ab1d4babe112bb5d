// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Charts

struct PointNameTests {
  @Test func `the length of a stroke in a box is what is inside`() {
    let box = Box(left: 0, top: 0, right: 10, bottom: 10)
    func length(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Double {
      Stroke(from: Position(x: x1, y: y1), to: Position(x: x2, y: y2)).length(inside: box)
    }
    #expect(length(-5, 5, 15, 5) == 10)
    #expect(length(5, 2, 5, 30) == 8)
    #expect(length(2, 2, 5, 6) == 5)
    // From (0, 5) to (5, 10): half a diagonal.
    #expect(abs(length(-5, 0, 15, 20) - 50.0.squareRoot()) < 1e-12)
    #expect(length(20, 0, 20, 10) == 0)
    // Passes the corner by.
    #expect(length(-5, 10, 5, 20) == 0)
  }

  @Test func `a name is not put where another's mark is as near`() {
    // Right of the first mark its name would be 6 from its own and 8 from the other.
    let marks = [Position(x: 200, y: 100), Position(x: 254, y: 100)]
    let names = PointNames(
      sizes: [(40, 12), (40, 12)], anchors: marks, strokes: [], marks: marks,
      bounds: Box(left: 0, top: 0, right: 400, bottom: 200))
    #expect(
      names.boxes() == [
        Box(left: 154, top: 94, right: 194, bottom: 106),
        Box(left: 260, top: 94, right: 300, bottom: 106),
      ])
  }

  @Test func `a name is moved off a bar`() {
    // A bar to the right of the mark runs through all of the name there; left is free.
    let mark = Position(x: 200, y: 100)
    let names = PointNames(
      sizes: [(40, 12)], anchors: [mark],
      strokes: [Stroke(from: mark, to: Position(x: 300, y: 100))], marks: [mark],
      bounds: Box(left: 0, top: 0, right: 400, bottom: 200))
    #expect(names.boxes() == [Box(left: 154, top: 94, right: 194, bottom: 106)])
  }

  /// Twenty points on axes of four decades, with ranges; `crowd` draws them together.
  private func chart(seed: UInt64, crowd: Double) -> LineChart {
    var generator = SeededGenerator(seed: seed)
    func value(_ low: Double, _ high: Double) -> Double {
      pow(10, .random(in: low...high, using: &generator))
    }
    let points = (0..<20).map { number in
      let (x, y) = (value(0 + crowd, 4 - crowd), value(-1 + crowd, 3 - crowd))
      return Series.Point(
        x: x, y: y, xRange: x / 1.5...x * 2, yRange: y / 2...y * 1.3, name: "technology \(number)")
    }
    return LineChart(
      title: "links", summary: "twenty points",
      x: Axis("reach", scale: .logarithmic(base: 10), labels: .decimal(unit: "m"), range: 1...1e4),
      y: Axis("energy", scale: .logarithmic(base: 10), range: 0.1...1000),
      series: [Series("kinds", points: points, role: .point)])
  }

  /// Where names and marks are, read back from the text of the picture: letters are taken to be
  /// half as wide as high, and reach from 0.7 of their height over their line to 0.1 under it.
  private func read(_ svg: String) -> (names: [Box], marks: [Box]) {
    func number(_ name: String, _ line: Substring) -> Double {
      let after = line.components(separatedBy: " \(name)=\"").dropFirst().first ?? ""
      return Double(after.prefix { $0 != "\"" }) ?? .nan
    }
    let lines = svg.split(separator: "\n")
    let names = lines.filter { $0.contains("<text") && $0.contains(">technology ") }.map { line in
      let letters = line.contains(/technology \d\d/) ? 13.0 : 12
      let (x, y) = (number("x", line), number("y", line))
      return Box(left: x, top: y - 0.7 * 12, right: x + letters * 6, bottom: y + 0.1 * 12)
    }
    let marks = lines.filter { $0.contains("<circle") }.dropLast().map { line in
      let (x, y) = (number("cx", line), number("cy", line))
      return Box(left: x - 3, top: y - 3, right: x + 3, bottom: y + 3)
    }
    return (names, marks)
  }

  @Test(arguments: [0, 0.6, 1.2])
  func `names of twenty points cover neither each other nor marks`(crowd: Double) {
    for seed in UInt64(1)...10 {
      let chart = chart(seed: seed, crowd: crowd)
      let (names, marks) = read(chart.svg)
      #expect(names.count == 20 && marks.count == 20)
      let area = chart.plotArea
      for (index, name) in names.enumerated() {
        #expect(name.left >= area.left && name.right <= area.right)
        #expect(name.top >= area.top && name.bottom <= area.bottom)
        for other in names[(index + 1)...] { #expect(name.overlap(with: other) == 0) }
        for mark in marks { #expect(name.overlap(with: mark) == 0) }
      }
    }
  }

  @Test func `the same points give the same text`() {
    #expect(chart(seed: 1, crowd: 1).svg == chart(seed: 1, crowd: 1).svg)
  }

  /// Left for the reader tests, which render it.
  @Test func `a picture of points is left for other people's programs`() throws {
    let folder = ProcessInfo.processInfo.environment["HELIOGRAPH_TEST_FILES"]
    let scratch = try ScratchFolder()
    let path = "\(folder ?? scratch.path)/points.svg"
    let svg = chart(seed: 3, crowd: 0.6).svg
    try Data(svg.utf8).write(to: URL(fileURLWithPath: path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == svg)
  }
}
