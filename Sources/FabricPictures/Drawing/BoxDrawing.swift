// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts

/// Boxes with their labels; frames first, so that what is inside lies over them.
struct BoxDrawing {
  let boxes: [PictureBox]
  let seating: Seating?

  static func style(of kind: PictureBox.Kind) -> String {
    switch kind {
    case .accelerator: "accelerator"
    case .nic: "nic"
    case .packetSwitch: "switch"
    case .group: "group"
    case .collapsed: "collapsed"
    case .rest: "rest"
    }
  }

  /// Frames with a name, the outermost first.
  func drawFrames(into markup: inout Markup) {
    markup.begin("g", ["font-size": Markup.pixels(Sizes.text)])
    for (index, box) in boxes.enumerated() where box.kind == .group && !box.label.isEmpty {
      draw(box, index, into: &markup)
    }
    markup.end()
  }

  /// Everything but frames.
  func drawContents(into markup: inout Markup) {
    markup.begin("g", ["font-size": Markup.pixels(Sizes.text), "text-anchor": "middle"])
    for (index, box) in boxes.enumerated() where box.kind != .group {
      draw(box, index, into: &markup)
    }
    markup.end()
  }

  private func draw(_ box: PictureBox, _ index: Int, into markup: inout Markup) {
    markup.begin("g", ["id": "box\(index)"])
    markup.add("title", [:], content: title(of: box))
    let isFrame = box.kind == .group
    let place = [box.x, box.y, box.width, box.height].map(Markup.pixels)
    markup.add(
      "rect",
      [
        "class": Self.style(of: box.kind), "x": place[0], "y": place[1], "width": place[2],
        "height": place[3], "rx": isFrame ? "6" : box.kind == .accelerator ? "2" : "4",
      ])
    if box.kind == .accelerator, let seat = seating?.shade(of: box.nodes.first) {
      markup.add(
        "rect",
        [
          "class": "seat\(seat)", "x": place[0], "y": place[1], "width": place[2],
          "height": place[3], "rx": "2",
        ])
    }
    if isFrame {
      markup.add(
        "text",
        [
          "class": "ink", "x": Markup.pixels(box.x + 8), "y": Markup.pixels(box.bottom - 7),
        ], content: box.label)
    } else {
      drawLabel(of: box, into: &markup)
    }
    markup.end()
  }

  private func title(of box: PictureBox) -> String {
    guard box.kind == .accelerator, let node = box.nodes.first,
      let place = seating?.description(of: Int(node))
    else { return box.title }
    return "\(box.title): \(place)"
  }

  private func drawLabel(of box: PictureBox, into markup: inout Markup) {
    let lines = box.label.split(separator: "\n").map(String.init)
    let height = Sizes.text + 3
    let first = box.centre.y + 4 - Double(lines.count - 1) * height / 2
    for (row, line) in lines.enumerated() {
      markup.add(
        "text",
        [
          "class": "ink", "x": Markup.pixels(box.centre.x),
          "y": Markup.pixels(first + Double(row) * height),
        ], content: line)
    }
  }
}
