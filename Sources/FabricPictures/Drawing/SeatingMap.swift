// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts

/// Every accelerator as a small square, in the order of their numbers, by innermost groups: who sits
/// where.
struct SeatingMap {
  let seating: Seating
  /// Accelerators of an innermost group, which stand together.
  let block: Int
  let top: Double

  private static let left = FabricPicture.margin
  private static let mostCells = 4096
  private static let legendHeight = 40.0

  private var count: Int { seating.rankOfAccelerator.count }
  private var shown: Int { min(count, Self.mostCells) }
  /// Of a square, in pixels.
  private var cell: Double { shown <= 64 ? 30 : shown <= 1024 ? 15 : 9 }
  private var gap: Double { shown <= 1024 ? 12 : 7 }
  private var cellsInRow: Int { max(1, min(block, Int((FabricPicture.width - 60) / cell))) }
  private var rowsOfBlock: Int { (min(block, shown) + cellsInRow - 1) / cellsInRow }
  private var blockWidth: Double { Double(cellsInRow) * cell + gap }
  private var blockHeight: Double { Double(rowsOfBlock) * cell + (hasLabels ? 15 : 0) + gap }
  private var blocksInRow: Int {
    max(1, Int((FabricPicture.width - 2 * Self.left + gap) / blockWidth))
  }
  private var hasLabels: Bool { shown <= 1024 }

  var height: Double {
    let blocks = (shown + block - 1) / max(1, block)
    let rows = (blocks + blocksInRow - 1) / blocksInRow
    return Self.legendHeight + Double(rows) * blockHeight + 6
  }

  func draw(into markup: inout Markup) {
    markup.begin("g", ["font-size": "12"])
    drawLegend(into: &markup)
    markup.end()
    markup.begin("g", ["font-size": "10", "text-anchor": "middle"])
    for accelerator in 0..<shown { draw(accelerator, into: &markup) }
    markup.end()
    markup.begin("g", ["font-size": "10"])
    for run in runs() { draw(run, into: &markup) }
    markup.end()
  }

  // MARK: Places

  private func corner(of accelerator: Int) -> (x: Double, y: Double) {
    let (number, place) = accelerator.quotientAndRemainder(dividingBy: block)
    let x = Self.left + Double(number % blocksInRow) * blockWidth
    let y = top + Self.legendHeight + Double(number / blocksInRow) * blockHeight
    return (
      x + Double(place % cellsInRow) * cell,
      y + (hasLabels ? 13 : 0) + Double(place / cellsInRow) * cell
    )
  }

  /// Neighbours in one row of a block that are of one team.
  private func runs() -> [Range<Int>] {
    guard let team = seating.team?.groupOfAccelerator else { return [] }
    var runs: [Range<Int>] = []
    var start = 0
    for next in 1...max(1, shown) {
      let breaks =
        next == shown || next % block == 0 || next % block % cellsInRow == 0
        || team[next] != team[start]
      guard breaks else { continue }
      if team[start] >= 0 { runs.append(start..<next) }
      start = next
    }
    return runs
  }

  // MARK: Elements

  private func draw(_ accelerator: Int, into markup: inout Markup) {
    let (x, y) = corner(of: accelerator)
    let side = Markup.pixels(cell)
    markup.begin("g")
    markup.add(
      "title", [:], content: "accelerator \(accelerator): \(seating.description(of: accelerator))")
    let shade = seating.shade(of: Int32(accelerator))
    markup.add(
      "rect",
      [
        "class": shade.map { "seat\($0)" } ?? "rest", "x": Markup.pixels(x), "y": Markup.pixels(y),
        "width": side, "height": side, "stroke": PictureStyle.quiet, "stroke-width": "0.5",
      ])
    if cell >= 30, seating.rankOfAccelerator[accelerator] >= 0 {
      markup.add(
        "text",
        [
          "class": "ink", "x": Markup.pixels(x + cell / 2), "y": Markup.pixels(y + cell / 2 + 4),
        ], content: "\(seating.rankOfAccelerator[accelerator])")
    }
    markup.end()
  }

  private func draw(_ run: Range<Int>, into markup: inout Markup) {
    let (x, y) = corner(of: run.lowerBound)
    let width = Double(run.count) * cell
    let label = seating.teamLabel(of: run.lowerBound)
    markup.add(
      "rect",
      [
        "class": "team", "x": Markup.pixels(x), "y": Markup.pixels(y),
        "width": Markup.pixels(width), "height": Markup.pixels(cell), "rx": "2",
      ])
    if hasLabels, rowsOfBlock == 1, Labels.width(of: label, size: 10) <= width + gap - 4 {
      markup.add(
        "text", ["class": "quiet", "x": Markup.pixels(x + 1), "y": Markup.pixels(y - 3)],
        content: label)
    }
  }

  private func drawLegend(into markup: inout Markup) {
    let axes = seating.axes.filter { $0.size > 1 }.map { "\($0.name) \($0.size)" }
    var text = "Who sits where: " + axes.joined(separator: " × ")
    if let team = seating.team { text += "; an outline is a group of \(team.name)" }
    if count > shown { text += "; the first \(Count.text(shown)) of \(Count.text(count))" }
    markup.add(
      "text",
      [
        "class": "ink", "x": Markup.pixels(Self.left), "y": Markup.pixels(top + 4),
        "font-weight": "600",
      ], content: text)
    guard let axis = seating.coloured else { return }
    var x = Self.left
    for place in 0..<min(axis.size, Seating.shades) {
      markup.add(
        "rect",
        [
          "class": "seat\(place)", "x": Markup.pixels(x), "y": Markup.pixels(top + 13),
          "width": "14", "height": "14",
        ])
      let label = "\(axis.name) \(place)"
      markup.add(
        "text", ["class": "ink", "x": Markup.pixels(x + 18), "y": Markup.pixels(top + 24)],
        content: label)
      x += 30 + Labels.width(of: label, size: 12)
    }
    if axis.size > Seating.shades {
      markup.add(
        "text", ["class": "quiet", "x": Markup.pixels(x), "y": Markup.pixels(top + 24)],
        content: "and so on: colours begin again after \(Seating.shades)")
    }
  }
}
