// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Clusters

/// What lines and boxes mean.
struct PictureLegend {
  let cluster: Cluster
  let seating: Seating?
  /// Whether a box stands for several that are not drawn.
  let hasRest: Bool
  let left: Double
  let top: Double

  private static let rowHeight = 20.0
  private static let swatch = 40.0

  private enum Sample {
    case line(MediumStyle)
    case box(String)
  }

  private var rows: [(sample: Sample, text: String)] {
    var rows = zip(cluster.links.technologies, MediumStyle.styles(of: cluster.links)).map {
      technology, style in
      (Sample.line(style), "\(technology.name): \(style.medium)")
    }
    rows.append((.box("accelerator"), "accelerator, by number"))
    if cluster.nodes.kind.contains(.nic) { rows.append((.box("nic"), "NIC")) }
    if cluster.nodes.kind.contains(.packetSwitch) {
      rows.append((.box("switch"), "switch; several chips side by side are one"))
    }
    if hasRest { rows.append((.box("rest"), "more of the same, not drawn; its lines are bundles")) }
    return rows
  }

  var height: Double { Double(rows.count + 2) * Self.rowHeight + 4 }

  func draw(into markup: inout Markup) {
    markup.begin("g", ["font-size": "12"])
    let x = Markup.pixels(left)
    markup.add(
      "text", ["class": "ink", "x": x, "y": Markup.pixels(top + 4), "font-weight": "600"],
      content: "Legend")
    for (place, row) in rows.enumerated() {
      let y = top + Double(place + 1) * Self.rowHeight
      switch row.sample {
      case .line(let style):
        markup.add(
          "path",
          [
            "class": "\(style.medium) \(style.name)", "stroke-width": "2",
            "d": "M\(x) \(Markup.pixels(y)) L\(Markup.pixels(left + Self.swatch)) "
              + "\(Markup.pixels(y))",
          ])
      case .box(let style):
        markup.add(
          "rect",
          [
            "class": style, "x": Markup.pixels(left + 8), "y": Markup.pixels(y - 7), "width": "24",
            "height": "14", "rx": "3",
          ])
      }
      markup.add(
        "text",
        [
          "class": "ink", "x": Markup.pixels(left + Self.swatch + 10), "y": Markup.pixels(y + 4),
        ], content: row.text)
    }
    markup.add(
      "text",
      [
        "class": "quiet", "x": x,
        "y": Markup.pixels(top + Double(rows.count + 1) * Self.rowHeight + 4),
      ],
      content:
        "8 × 400 Gb/s: eight links, each of that rate each way. Parallel cables count as one link.")
    markup.end()
  }
}
