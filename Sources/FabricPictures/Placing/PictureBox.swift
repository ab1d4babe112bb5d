// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A rectangle of the picture, in pixels from the top left.
struct PictureBox: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case accelerator
    case nic
    case packetSwitch
    /// A frame around others.
    case group
    /// A whole group as one box.
    case collapsed
    /// Several of a run that are not drawn.
    case rest(count: Int)
  }

  var kind: Kind
  var label: String
  /// What a reader's program says of it.
  var title: String
  /// The nodes that it stands for; none for a frame.
  var nodes: [Int32] = []
  var x = 0.0
  var y = 0.0
  var width: Double
  var height: Double
  /// The frame around it; nil for the outermost.
  var parent: Int?
  /// Whether what is inside is joined directly, not by switches: then bundles end at the frames of
  /// its parts.
  var isDirect = false

  var centre: (x: Double, y: Double) { (x + width / 2, y + height / 2) }
  var right: Double { x + width }
  var bottom: Double { y + height }
}

/// Text in the left margin beside a row: what stands in the row, and how often in the cluster.
struct RowNote: Sendable, Hashable {
  var y: Double
  let text: String
}

/// Boxes that are placed relative to each other; the first is the frame around the others.
struct Piece: Sendable {
  var boxes: [PictureBox]
  var notes: [RowNote] = []

  init(_ frame: PictureBox) { boxes = [frame] }

  var width: Double {
    get { boxes[0].width }
    set { boxes[0].width = newValue }
  }

  var height: Double {
    get { boxes[0].height }
    set { boxes[0].height = newValue }
  }

  /// Puts another piece inside the frame.
  mutating func add(_ piece: Piece, x: Double, y: Double, withNotes: Bool = false) {
    let offset = boxes.count
    for var box in piece.boxes {
      box.x += x
      box.y += y
      box.parent = box.parent.map { $0 + offset } ?? 0
      boxes.append(box)
    }
    if withNotes { notes += piece.notes.map { RowNote(y: $0.y + y, text: $0.text) } }
  }

  /// Moves what is inside, not the frame.
  mutating func shiftContents(x: Double, y: Double) {
    for index in boxes.indices.dropFirst() {
      boxes[index].x += x
      boxes[index].y += y
    }
    for index in notes.indices { notes[index].y += y }
  }
}
