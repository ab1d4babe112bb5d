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

  /// Bytes of an element.
  var width: Int {
    switch self {
    case .kind: 1
    case .rank, .stream, .nameID: 4
    default: 8
    }
  }

  /// Hands over one full chunk of this column, little-endian, with zeros after the last row.
  ///
  /// - Parameter firstRow: the number of the first of these events in the file.
  func withChunk<Result>(
    of rows: EventColumns, firstRow: Int,
    _ body: (UnsafeRawBufferPointer) throws(HDF5Error) -> Result
  ) throws(HDF5Error) -> Result {
    switch self {
    case .event:
      try padded((0..<rows.count).map { Int64(firstRow + $0) }, body)
    case .duration:
      try padded((0..<rows.count).map { rows.end[$0] - rows.start[$0] }, body)
    case .start: try padded(rows.start, body)
    case .end: try padded(rows.end, body)
    case .rank: try padded(rows.rank, body)
    case .kind: try padded(rows.kind, body)
    case .collectiveID: try padded(rows.collectiveID, body)
    case .bytes: try padded(rows.bytes, body)
    case .energy: try padded(rows.energy, body)
    case .stream: try padded(rows.stream, body)
    case .nameID: try padded(rows.nameID, body)
    case .multiplicity: try padded(rows.multiplicity, body)
    }
  }

  private func padded<Element: BitwiseCopyable & Numeric, Result>(
    _ values: [Element], _ body: (UnsafeRawBufferPointer) throws(HDF5Error) -> Result
  ) throws(HDF5Error) -> Result {
    #if _endian(big)
      #error("chunks are written as they lie in memory, which must be little-endian")
    #endif
    let missing = elementsPerChunk - values.count
    let chunk = missing > 0 ? values + repeatElement(Element.zero, count: missing) : values
    return try chunk.withUnsafeBufferPointer { (elements) throws(HDF5Error) in
      try body(UnsafeRawBufferPointer(elements))
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
