// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Clusters

/// Bundles of links as lines, and what they are on one of each kind.
struct BundleDrawing {
  let cluster: Cluster
  let boxes: [PictureBox]
  let bundles: [LinkBundle]

  private struct Rectangle {
    let x: Double
    let y: Double
    let width: Double
    let height: Double

    func meets(_ other: Self) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height
        && other.y < y + height
    }
  }

  /// - Parameters:
  ///   - boxDrawing: the boxes, frames of which lie under the lines.
  ///   - markup: takes the elements.
  func draw(over boxDrawing: BoxDrawing, into markup: inout Markup) {
    let paths = BundlePaths(boxes: boxes, bundles: bundles).paths()
    let styles = MediumStyle.styles(of: cluster.links)
    boxDrawing.drawFrames(into: &markup)
    let width = bundles.count > 200 ? "0.8" : "1.3"
    markup.begin("g", ["stroke-width": width])
    for (bundle, path) in zip(bundles, paths) {
      let style = styles[Int(bundle.technology)]
      markup.begin(
        "g",
        [
          "class": "bundle", "data-from": "box\(bundle.a)", "data-to": "box\(bundle.b)",
          "data-count": "\(bundle.count)",
        ])
      markup.add("title", [:], content: title(of: bundle))
      markup.add("path", ["class": "\(style.medium) \(style.name)", "d": path.path])
      markup.end()
    }
    markup.end()
    boxDrawing.drawContents(into: &markup)
    drawLabels(paths, into: &markup)
  }

  private func title(of bundle: LinkBundle) -> String {
    let technology = cluster.links.technologies[Int(bundle.technology)]
    let isOneWay = bundle.forward == 0 || bundle.backward == 0
    let (from, to) = bundle.forward == 0 ? (bundle.b, bundle.a) : (bundle.a, bundle.b)
    return "\(name(of: from)) \(isOneWay ? "to" : "and") \(name(of: to)): \(bundle.label)"
      + "\(isOneWay ? ", one way" : ""), \(technology.name) "
      + "(\(technology.isOptical ? "light" : "copper"))"
  }

  private func name(of box: Int) -> String {
    boxes[box].label.isEmpty || !boxes[box].nodes.isEmpty ? boxes[box].title : boxes[box].label
  }

  // MARK: Labels

  /// Which bundles are alike: one of each kind is labelled.
  private struct LabelKind: Hashable {
    let technology: Int32
    let label: String
    let ends: Set<String>
  }

  private func drawLabels(_ paths: [BundlePath], into markup: inout Markup) {
    var kinds: [LabelKind] = []
    var members: [LabelKind: [Int]] = [:]
    for (index, bundle) in bundles.enumerated() {
      let kind = kind(of: bundle)
      if members[kind] == nil { kinds.append(kind) }
      members[kind, default: []].append(index)
    }
    var taken = obstacles()
    markup.begin(
      "g", ["class": "ink", "font-size": Markup.pixels(Sizes.text), "text-anchor": "middle"])
    for kind in kinds {
      guard let indices = members[kind],
        let (place, rectangle) = place(for: indices, paths, among: taken)
      else { continue }
      taken.append(rectangle)
      markup.add(
        "rect",
        [
          "class": "plate", "x": Markup.pixels(rectangle.x), "y": Markup.pixels(rectangle.y),
          "width": Markup.pixels(rectangle.width), "height": Markup.pixels(rectangle.height),
          "rx": "3",
        ])
      markup.add(
        "text", ["x": Markup.pixels(place.x), "y": Markup.pixels(place.y + 4)],
        content: bundles[place.bundle].label)
    }
    markup.end()
  }

  private func kind(of bundle: LinkBundle) -> LabelKind {
    let ends = [boxes[bundle.a], boxes[bundle.b]].map { box in
      let style = BoxDrawing.style(of: box.kind)
      return box.kind == .packetSwitch ? style + NodeNames.role(of: box.title) : style
    }
    let toRest = ends.contains("rest")
    return LabelKind(
      technology: bundle.technology, label: toRest ? "" : bundle.label, ends: Set(ends))
  }

  /// A place on one of some bundles that covers nothing; else the middle of the first.
  private func place(
    for indices: [Int], _ paths: [BundlePath], among taken: [Rectangle]
  ) -> ((x: Double, y: Double, bundle: Int), Rectangle)? {
    guard let first = indices.first else { return nil }
    // Best where it does not lie across the side of a frame either.
    for obstacles in [taken + sides(), taken] {
      for part in [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] {
        for index in indices.prefix(40) {
          let point = paths[index].point(at: part)
          let rectangle = rectangle(bundles[index].label, at: point)
          if !obstacles.contains(where: rectangle.meets) {
            return ((point.x, point.y, index), rectangle)
          }
        }
      }
    }
    let point = paths[first].point(at: 0.5)
    return ((point.x, point.y, first), rectangle(bundles[first].label, at: point))
  }

  private func rectangle(_ text: String, at point: BundlePath.Point) -> Rectangle {
    let width = Labels.width(of: text, size: Sizes.text) + 4
    return Rectangle(
      x: point.x - width / 2, y: point.y - Sizes.text / 2 - 1, width: width,
      height: Sizes.text + 3)
  }

  /// Left and right sides of frames that are drawn.
  private func sides() -> [Rectangle] {
    boxes.filter { $0.kind == .group && !$0.label.isEmpty }.flatMap { box in
      [box.x, box.right].map { Rectangle(x: $0 - 1, y: box.y, width: 2, height: box.height) }
    }
  }

  /// Boxes, and the names at the feet of frames.
  private func obstacles() -> [Rectangle] {
    boxes.compactMap { box in
      if box.kind != .group {
        return Rectangle(x: box.x, y: box.y, width: box.width, height: box.height)
      }
      guard !box.label.isEmpty else { return nil }
      return Rectangle(
        x: box.x, y: box.bottom - Sizes.nameStrip,
        width: Labels.width(of: box.label, size: Sizes.text) + 12, height: Sizes.nameStrip)
    }
  }
}

/// How lines of a technology look.
struct MediumStyle: Sendable, Hashable {
  /// "light" or "copper".
  let medium: String
  /// The medium and the technology's number among those of it: "light0".
  let name: String

  /// One entry per technology.
  static func styles(of links: LinkTable) -> [MediumStyle] {
    var used = (light: 0, copper: 0)
    return links.technologies.map { technology in
      if technology.isOptical {
        defer { used.light += 1 }
        return MediumStyle(
          medium: "light", name: "light\(used.light % PictureStyle.light.count)")
      }
      defer { used.copper += 1 }
      return MediumStyle(
        medium: "copper", name: "copper\(used.copper % PictureStyle.copper.count)")
    }
  }
}
