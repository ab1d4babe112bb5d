// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Pieces side by side, in a grid or around a circle, in a frame that is not drawn.
enum Rows {
  static func row(_ pieces: [Piece], gap: Double) -> Piece {
    var row = unseen()
    row.height = pieces.map(\.height).max() ?? 0
    var x = 0.0
    for (place, piece) in pieces.enumerated() {
      // Tops are level, where links come in from above; what is left out stands a
      // little lower.
      let y = piece.isRest ? min(Self.restDrop, (row.height - piece.height) / 2) : 0
      row.add(piece, x: x, y: y, withNotes: place == 0)
      x += piece.width + gap
    }
    row.width = max(0, x - gap)
    return row
  }

  static func grid(_ cells: [[Piece]], hasGroups: Bool) -> Piece {
    let cells = stretched(cells)
    var grid = unseen()
    let widths = (cells.first ?? []).indices.map { column in
      cells.map { $0[column].width }.max() ?? 0
    }
    let heights = cells.map { $0.map(\.height).max() ?? 0 }
    let apart = Sizes.apart(hasGroups: hasGroups)
    let rowGap = Sizes.apart(hasGroups: false) + (hasGroups ? 10 : 0)
    // Room for the links that go around.
    let left = cells.count > 2 ? Sizes.arcRoom : 0
    var y = widths.count > 2 ? Sizes.arcRoom : 0
    for (row, height) in zip(cells, heights) {
      var x = left
      for (piece, width) in zip(row, widths) {
        grid.add(
          piece, x: x + (width - piece.width) / 2, y: y + (height - piece.height) / 2,
          withNotes: grid.boxes.count == 1)
        x += width + apart
      }
      grid.width = x - apart
      y += height + rowGap
    }
    grid.height = max(0, y - rowGap)
    return grid
  }

  /// Gives what is left out the height of its row and the width of its column where all others there
  /// are alike, so that links which go around those go around it.
  private static func stretched(_ cells: [[Piece]]) -> [[Piece]] {
    var stretched = cells
    func common(_ sizes: [Double]) -> Double? {
      guard let first = sizes.first, sizes.allSatisfy({ abs($0 - first) < 0.5 }) else { return nil }
      return first
    }
    for (row, line) in cells.enumerated() {
      for (column, piece) in line.enumerated() where piece.isRest {
        if let height = common(line.filter { !$0.isRest }.map(\.height)) {
          stretched[row][column].height = max(piece.height, height)
        }
        if let width = common(cells.map { $0[column] }.filter { !$0.isRest }.map(\.width)) {
          stretched[row][column].width = max(piece.width, width)
        }
      }
    }
    return stretched
  }

  static func circle(_ pieces: [Piece]) -> Piece {
    var circle = unseen()
    let places = UnitCircle.places(pieces.count)
    let width = pieces.map(\.width).max() ?? 0
    let height = pieces.map(\.height).max() ?? 0
    var radius = Self.leastRadius
    while overlaps(pieces, places, radius) { radius += 4 }
    for (piece, place) in zip(pieces, places) {
      circle.add(
        piece, x: radius + width / 2 + radius * place.x - piece.width / 2,
        y: radius + height / 2 + radius * place.y - piece.height / 2,
        withNotes: circle.boxes.count == 1)
    }
    // The outermost may be smaller than the largest.
    let contents = circle.boxes.dropFirst()
    let left = contents.map(\.x).min() ?? 0
    let top = contents.map(\.y).min() ?? 0
    circle.width = (contents.map(\.right).max() ?? 0) - left
    circle.height = (contents.map(\.bottom).max() ?? 0) - top
    circle.shiftContents(x: -left, y: -top)
    return circle
  }

  private static let restDrop = 30.0
  private static let leastRadius = 70.0

  /// Whether two pieces around a circle are closer than links between them need.
  private static func overlaps(
    _ pieces: [Piece], _ places: [(x: Double, y: Double)], _ radius: Double
  ) -> Bool {
    let gap = Sizes.apart(hasGroups: false)
    return pieces.indices.contains { a in
      (a + 1..<pieces.count).contains { b in
        let across = abs(places[a].x - places[b].x) * radius
        let down = abs(places[a].y - places[b].y) * radius
        return across < (pieces[a].width + pieces[b].width) / 2 + gap
          && down < (pieces[a].height + pieces[b].height) / 2 + gap
      }
    }
  }

  private static func unseen() -> Piece {
    Piece(PictureBox(kind: .group, label: "", title: "", width: 0, height: 0))
  }
}

extension Piece {
  /// Whether it stands for several that are not drawn.
  var isRest: Bool { if case .rest = boxes[0].kind { true } else { false } }

  /// Puts what is inside another piece's frame into this one.
  mutating func add(contentsOf piece: Piece, x: Double, y: Double) {
    let offset = boxes.count - 1
    for var box in piece.boxes.dropFirst() {
      box.x += x
      box.y += y
      box.parent = box.parent.map { $0 == 0 ? 0 : $0 + offset }
      boxes.append(box)
    }
    notes += piece.notes.map { RowNote(y: $0.y + y, text: $0.text) }
  }
}

/// Places on a circle, from sums and products alone: the mathematics libraries of systems differ in
/// the last place.
enum UnitCircle {
  /// 2π.
  static let circumference = 2 * Double.pi

  /// So many places, evenly apart, from the top clockwise; y grows downwards.
  static func places(_ count: Int) -> [(x: Double, y: Double)] {
    let step = circumference / Double(max(1, count))
    let (sine, cosine) = (sine(step), sine(step + circumference / 4))
    var places: [(x: Double, y: Double)] = []
    var place = (x: 0.0, y: -1.0)
    for _ in 0..<count {
      places.append(place)
      place = (place.x * cosine - place.y * sine, place.x * sine + place.y * cosine)
    }
    return places
  }

  /// Of an angle from 0 to 2.5π, by its power series around the nearest half turn: the angle is then
  /// at most π/2, and its 25th power over 25! is below 1e-20.
  private static func sine(_ angle: Double) -> Double {
    let halfTurns = (angle / Double.pi).rounded()
    let rest = angle - halfTurns * Double.pi
    let square = rest * rest
    var sum = 1.0
    for power in stride(from: 23.0, through: 3, by: -2) {
      sum = 1 - square / (power * (power - 1)) * sum
    }
    return (Int(halfTurns).isMultiple(of: 2) ? 1 : -1) * rest * sum
  }
}

/// Whole numbers as people write them.
enum Count {
  /// Thousands apart: 4,096.
  static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// "64 servers".
  static func of(_ number: Int, _ noun: String) -> String {
    "\(text(number)) \(plural(number, noun))"
  }

  static func plural(_ number: Int, _ noun: String) -> String {
    guard number != 1, !noun.isEmpty else { return noun }
    let hisses = ["s", "x", "ch", "sh"].contains { noun.hasSuffix($0) }
    if noun.hasSuffix("leaf") { return noun.dropLast() + "ves" }
    return noun + (hisses ? "es" : "s")
  }
}
