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
    }
  }

  var fileType: hid_t {
    switch self {
    case .kind: Int8.fileType
    case .rank, .stream, .nameID: Int32.fileType
    case .event, .collectiveID, .bytes, .multiplicity: Int64.fileType
    case .start, .end, .duration, .energy: Double.fileType
    }
  }

  /// Writes this column of some events, the first of which has the number `firstRow` in the file.
  func write(
    _ rows: EventColumns, to dataset: borrowing HDF5Object, firstRow: Int
  ) throws(HDF5Error) {
    switch self {
    case .event:
      try dataset.write((0..<rows.count).map { Int64(firstRow + $0) }, from: firstRow)
    case .duration:
      try dataset.write((0..<rows.count).map { rows.end[$0] - rows.start[$0] }, from: firstRow)
    case .start: try dataset.write(rows.start, from: firstRow)
    case .end: try dataset.write(rows.end, from: firstRow)
    case .rank: try dataset.write(rows.rank, from: firstRow)
    case .kind: try dataset.write(rows.kind, from: firstRow)
    case .collectiveID: try dataset.write(rows.collectiveID, from: firstRow)
    case .bytes: try dataset.write(rows.bytes, from: firstRow)
    case .energy: try dataset.write(rows.energy, from: firstRow)
    case .stream: try dataset.write(rows.stream, from: firstRow)
    case .nameID: try dataset.write(rows.nameID, from: firstRow)
    case .multiplicity: try dataset.write(rows.multiplicity, from: firstRow)
    }
  }
}

extension EventColumns {
  func requireEqualLengths() {
    let lengths = [
      end.count, rank.count, kind.count, collectiveID.count, bytes.count, energy.count,
      stream.count, nameID.count, multiplicity.count,
    ]
    precondition(lengths.allSatisfy { $0 == count }, "columns of events differ in length")
  }

  mutating func append(_ block: EventColumns, rows: Range<Int>) {
    start += block.start[rows]
    end += block.end[rows]
    rank += block.rank[rows]
    kind += block.kind[rows]
    collectiveID += block.collectiveID[rows]
    bytes += block.bytes[rows]
    energy += block.energy[rows]
    stream += block.stream[rows]
    nameID += block.nameID[rows]
    multiplicity += block.multiplicity[rows]
  }
}
