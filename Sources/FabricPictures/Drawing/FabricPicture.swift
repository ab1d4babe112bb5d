// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Clusters
import Quantities

/// A cluster as a person would draw it on a whiteboard, as one SVG file.
///
/// Accelerators are at the bottom and switches above them, each tier in a row; what is joined without
/// switches is drawn as the ring, the grid or the mesh that it is. Of equal groups the first two and
/// the last are drawn, with a box between that stands for the rest, so every link of the cluster
/// ends at boxes that are drawn or lies inside one. The same cluster gives the same text on every
/// machine.
package struct FabricPicture: Sendable {
  let cluster: Cluster
  let seating: Seating?
  let boxes: [PictureBox]
  let bundles: [LinkBundle]
  /// Directed links that lie inside one box.
  let hiddenLinks: Int
  let notes: [RowNote]
  /// Accelerators in each of the innermost groups.
  let block: Int

  static let width = 1200.0
  static let margin = 24.0
  /// For the notes beside the rows.
  static let noteRoom = 130.0
  private static let top = 88.0

  /// - Parameters:
  ///   - cluster: what is drawn.
  ///   - seating: who sits on its accelerators, if anybody.
  package init(of cluster: Cluster, seating: Seating? = nil) {
    self.cluster = cluster
    self.seating = seating
    var root = FabricOutline(cluster).root
    block = Self.block(of: root)
    root.name = ""
    root.noun = ""
    let room = Self.width - Self.noteRoom - 2 * Self.margin
    let placing = Placing(names: cluster.nodes.name, kinds: cluster.nodes.kind)
    var piece = placing.piece(root, within: room, copies: 1)
    let left = Self.margin + Self.noteRoom + max(0, (room - piece.width) / 2)
    piece.shiftContents(x: left, y: Self.top)
    piece.boxes[0].x = left
    piece.boxes[0].y = Self.top
    boxes = piece.boxes
    notes = RowNote.spread(piece.notes)
    (bundles, hiddenLinks) = LinkBundle.bundles(of: cluster, among: boxes)
  }

  /// The first innermost group's accelerators; of a grid, those of its first row.
  private static func block(of group: FabricGroup) -> Int {
    guard let first = group.children.first else { return 1 }
    guard first.accelerator != nil else { return block(of: first) }
    if case .grid(let columns, _) = group.arrangement { return columns }
    return group.children.count
  }

  /// The whole file.
  package var svg: String {
    var markup = Markup()
    let legendTop = max(boxes[0].bottom, (notes.map(\.y).max() ?? 0) + 10) + 24
    let legend = PictureLegend(
      cluster: cluster, seating: seating, hasRest: hasRest, left: Self.margin,
      top: legendTop)
    let counts = FabricCounts(cluster)
    let map = seating.map {
      SeatingMap(seating: $0, block: block, top: legendTop + max(legend.height, counts.height) + 16)
    }
    let height =
      (map.map { $0.top + $0.height } ?? legendTop + max(legend.height, counts.height))
      + Self.margin
    let drawnWidth = max(Self.width, (boxes[0].right + Self.margin).rounded(.up))
    let size = (Markup.pixels(drawnWidth), Markup.pixels(height.rounded(.up)))
    markup.begin(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": size.0, "height": size.1,
        "viewBox": "0 0 \(size.0) \(size.1)", "role": "img", "aria-labelledby": "title summary",
        "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
      ])
    markup.add("title", ["id": "title"], content: title)
    markup.add("desc", ["id": "summary"], content: summary(counts))
    markup.add("style", [:], content: "\n" + PictureStyle.sheet)
    markup.add("rect", ["class": "paper", "width": size.0, "height": size.1])
    drawHeadings(counts, into: &markup)
    drawNotes(into: &markup)
    BundleDrawing(cluster: cluster, boxes: boxes, bundles: bundles).draw(
      over: BoxDrawing(boxes: boxes, seating: seating), into: &markup)
    legend.draw(into: &markup)
    counts.draw(left: Self.width - FabricCounts.width - Self.margin, top: legendTop, into: &markup)
    map?.draw(into: &markup)
    markup.end()
    return markup.text
  }

  private var hasRest: Bool {
    boxes.contains { if case .rest = $0.kind { true } else { false } }
  }

  private var title: String { seating.map { "\($0.name) on \(cluster.name)" } ?? cluster.name }

  private func summary(_ counts: FabricCounts) -> String {
    "The fabric of \(cluster.name): "
      + counts.rows.map { "\(Count.text($0.count)) \($0.name)" }.joined(separator: "; ") + ". "
      + counts.injection + "."
  }

  private func drawHeadings(_ counts: FabricCounts, into markup: inout Markup) {
    let left = Markup.pixels(Self.margin)
    markup.add(
      "text", ["class": "ink", "x": left, "y": "34", "font-size": "19", "font-weight": "600"],
      content: title)
    markup.add(
      "text", ["class": "quiet", "x": left, "y": "56", "font-size": "13"],
      content: counts.headline)
    markup.add(
      "text", ["class": "quiet", "x": left, "y": "74", "font-size": "13"],
      content: counts.injection)
  }

  private func drawNotes(into markup: inout Markup) {
    markup.begin("g", ["class": "quiet", "font-size": "12"])
    for note in notes {
      markup.add(
        "text", ["x": Markup.pixels(Self.margin), "y": Markup.pixels(note.y)], content: note.text)
    }
    markup.end()
  }
}

extension RowNote {
  /// Apart by a line at least, in the order of their rows, each once.
  static func spread(_ notes: [RowNote]) -> [RowNote] {
    var spread: [RowNote] = []
    for note in notes.sorted(by: { ($0.y, $0.text) < ($1.y, $1.text) })
    where !spread.contains(where: { $0.text == note.text }) {
      let y = max(note.y, (spread.last?.y ?? 0) + 14)
      spread.append(RowNote(y: y, text: note.text))
    }
    return spread
  }
}
