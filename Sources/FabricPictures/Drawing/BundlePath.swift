// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts

/// The way of a bundle from one box to the other.
struct BundlePath: Sendable, Hashable {
  struct Point: Sendable, Hashable {
    var x: Double
    var y: Double
  }

  var from: Point
  var to: Point
  /// Where a curved way bends to; nil for a straight one.
  var bend: Point?

  var path: String {
    func text(_ point: Point) -> String { "\(Markup.pixels(point.x)) \(Markup.pixels(point.y))" }
    guard let bend else { return "M\(text(from)) L\(text(to))" }
    return "M\(text(from)) Q\(text(bend)) \(text(to))"
  }

  /// The place after a part of the way, from 0 to 1.
  func point(at part: Double) -> Point {
    let rest = 1 - part
    guard let bend else {
      return Point(x: rest * from.x + part * to.x, y: rest * from.y + part * to.y)
    }
    func along(_ a: Double, _ b: Double, _ c: Double) -> Double {
      rest * rest * a + 2 * rest * part * b + part * part * c
    }
    return Point(x: along(from.x, bend.x, to.x), y: along(from.y, bend.y, to.y))
  }

  /// The same way so many pixels to the side.
  func moved(aside distance: Double) -> BundlePath {
    let (x, y) = (to.x - from.x, to.y - from.y)
    let length = (x * x + y * y).squareRoot()
    guard length > 0, distance != 0 else { return self }
    func moved(_ point: Point) -> Point {
      Point(x: point.x + distance * y / length, y: point.y - distance * x / length)
    }
    return BundlePath(from: moved(from), to: moved(to), bend: bend.map(moved))
  }

  /// Between parts of a frame that are joined directly: straight, or around what lies between.
  static func direct(_ a: PictureBox, _ b: PictureBox, others: [PictureBox]) -> BundlePath {
    let (start, end) = (a.centre, b.centre)
    let isLevel = abs(start.y - end.y) < 1
    let isUpright = abs(start.x - end.x) < 1
    if isLevel || isUpright, others.contains(where: { lies($0, between: a, b) }) {
      let distance = abs(start.x - end.x) + abs(start.y - end.y)
      // A curve rises to half the height of what it bends to.
      let height = min(1.5 * Sizes.arcRoom, 14 + 0.2 * distance)
      if isLevel {
        let top = min(a.y, b.y)
        return BundlePath(
          from: Point(x: start.x, y: a.y), to: Point(x: end.x, y: b.y),
          bend: Point(x: (start.x + end.x) / 2, y: top - height))
      }
      let left = min(a.x, b.x)
      return BundlePath(
        from: Point(x: a.x, y: start.y), to: Point(x: b.x, y: end.y),
        bend: Point(x: left - height, y: (start.y + end.y) / 2))
    }
    return BundlePath(from: edge(of: a, towards: end), to: edge(of: b, towards: start))
  }

  private static func lies(_ box: PictureBox, between a: PictureBox, _ b: PictureBox) -> Bool {
    let (start, end, middle) = (a.centre, b.centre, box.centre)
    guard middle != start, middle != end else { return false }
    if abs(start.y - end.y) < 1 {
      return abs(middle.y - start.y) < box.height / 2
        && (min(start.x, end.x)...max(start.x, end.x)).contains(middle.x)
    }
    return abs(middle.x - start.x) < box.width / 2
      && (min(start.y, end.y)...max(start.y, end.y)).contains(middle.y)
  }

  /// Where a line from the middle leaves a box.
  private static func edge(of box: PictureBox, towards far: (x: Double, y: Double)) -> Point {
    let (x, y) = (far.x - box.centre.x, far.y - box.centre.y)
    let across = x == 0 ? Double.infinity : box.width / 2 / abs(x)
    let down = y == 0 ? Double.infinity : box.height / 2 / abs(y)
    let part = min(across, down, 1)
    return Point(x: box.centre.x + part * x, y: box.centre.y + part * y)
  }
}

/// Ways of all bundles, with the ends that share a side of a box side by side.
struct BundlePaths {
  let boxes: [PictureBox]
  let bundles: [LinkBundle]

  private static let beside = 6.0

  func paths() -> [BundlePath] {
    let isUpright = bundles.map { bundle in
      let (a, b) = (boxes[bundle.a], boxes[bundle.b])
      let isDirect = a.parent == b.parent && (a.parent.map { boxes[$0].isDirect } ?? false)
      return !isDirect && (a.bottom <= b.y || b.bottom <= a.y)
    }
    let ports = ports(of: bundles.indices.filter { isUpright[$0] })
    // Bundles of another technology between the same boxes lie beside the first.
    var earlier: [[Int]: Int] = [:]
    let siblings = Dictionary(grouping: boxes.filter { $0.parent != nil }) { $0.parent ?? 0 }
    return bundles.indices.map { index in
      let (a, b) = (boxes[bundles[index].a], boxes[bundles[index].b])
      guard isUpright[index] else {
        let ends = [bundles[index].a, bundles[index].b]
        defer { earlier[ends, default: 0] += 1 }
        return BundlePath.direct(a, b, others: siblings[a.parent ?? 0] ?? [])
          .moved(aside: Double(earlier[ends] ?? 0) * Self.beside)
      }
      let aIsUpper = a.bottom <= b.y
      return BundlePath(
        from: .init(x: ports[index].a, y: aIsUpper ? a.bottom : a.y),
        to: .init(x: ports[index].b, y: aIsUpper ? b.y : b.bottom))
    }
  }

  /// Where each bundle meets its boxes, from left to right as the far ends lie.
  private func ports(of upright: [Int]) -> [(a: Double, b: Double)] {
    var ports = [(a: Double, b: Double)](repeating: (0, 0), count: bundles.count)
    var meeting: [[(bundle: Int, other: Int)]] = boxes.map { _ in [] }
    for index in upright {
      meeting[bundles[index].a].append((index, bundles[index].b))
      meeting[bundles[index].b].append((index, bundles[index].a))
    }
    for (box, ends) in meeting.enumerated() {
      for isAbove in [true, false] {
        let side = ends.filter { (boxes[$0.other].bottom <= boxes[box].y) == isAbove }
          .sorted { (boxes[$0.other].centre.x, $0.bundle) < (boxes[$1.other].centre.x, $1.bundle) }
        for (place, end) in side.enumerated() {
          let x = boxes[box].x + boxes[box].width * Double(place + 1) / Double(side.count + 1)
          if bundles[end.bundle].a == box {
            ports[end.bundle].a = x
          } else {
            ports[end.bundle].b = x
          }
        }
      }
    }
    return ports
  }
}
