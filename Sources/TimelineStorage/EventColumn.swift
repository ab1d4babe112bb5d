// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Timelines

/// The datasets of `/timeline/events`, in the order of the file.
enum EventColumn: String, CaseIterable {
  case event, start, end, duration, rank, kind
  case collectiveID = "collective_id"
  case bytes, energy, stream
  case nameID = "name_id"
  case multiplicity
  case rankClass = "class"

  var text: DatasetText {
    switch self {
    case .event: DatasetText("number of the event, in the order in which they ended", units: "1")
    case .start: DatasetText("start, since the start of the run", units: "s")
    case .end: DatasetText("end, since the start of the run", units: "s")
    case .duration: DatasetText("end less start", units: "s")
    case .rank: DatasetText("rank, or the first of the ranks that it stands for", units: "1")
    case .kind: DatasetText("what the rank did", units: "1")
    case .collectiveID:
      DatasetText(
        "instance that the members of a collective share", units: "1", comment: "-1: none")
    case .bytes:
      DatasetText(
        "bytes that the rank sent, or received where it is a receive", units: "byte",
        comment: "of one of the ranks that the event stands for")
    case .energy:
      DatasetText(
        "accelerator energy of compute and stall, link energy of the bytes sent", units: "J",
        comment: "of one of the ranks that the event stands for")
    case .stream: DatasetText("row of /labels/stream_name", units: "1")
    case .nameID: DatasetText("row of /labels/event_name", units: "1")
    case .multiplicity: DatasetText("ranks that the event stands for", units: "1")
    case .rankClass:
      DatasetText(
        "row of /labels/class_members: the ranks that the event stands for", units: "1",
        comment: "-1: none, the event is of its own rank alone")
    }
  }

  /// What an element is.
  private var element: any HDF5Element.Type {
    switch self {
    case .kind: Int8.self
    case .rank, .stream, .nameID, .rankClass: Int32.self
    case .event, .collectiveID, .bytes, .multiplicity: Int64.self
    case .start, .end, .duration, .energy: Double.self
    }
  }

  var fileType: hid_t { element.fileType }

  /// Bytes of an element.
  var width: Int { element.width }

  /// Puts this column of some rows of a block into a chunk. The first of them has the number
  /// `first` in the file.
  func add(_ block: EventColumns, _ rows: Range<Int>, numberedFrom first: Int, to chunk: Chunk) {
    switch self {
    case .event: chunk.add(making: rows.count) { Int64(first + $0) }
    case .duration:
      block.start.withUnsafeBufferPointer { start in
        block.end.withUnsafeBufferPointer { end in
          chunk.add(making: rows.count) { end[rows.lowerBound + $0] - start[rows.lowerBound + $0] }
        }
      }
    case .start: chunk.add(block.start, rows)
    case .end: chunk.add(block.end, rows)
    case .rank: chunk.add(block.rank, rows)
    case .kind: chunk.add(block.kind, rows)
    case .collectiveID: chunk.add(block.collectiveID, rows)
    case .bytes: chunk.add(block.bytes, rows)
    case .energy: chunk.add(block.energy, rows)
    case .stream: chunk.add(block.stream, rows)
    case .nameID: chunk.add(block.nameID, rows)
    case .multiplicity: chunk.add(block.multiplicity, rows)
    case .rankClass: chunk.add(block.rankClass, rows)
    }
  }
}

extension EventColumns {
  func requireEqualLengths() {
    let lengths = [
      end.count, rank.count, kind.count, collectiveID.count, bytes.count, energy.count,
      stream.count, nameID.count, multiplicity.count, rankClass.count,
    ]
    precondition(lengths.allSatisfy { $0 == count }, "columns of events differ in length")
  }
}
