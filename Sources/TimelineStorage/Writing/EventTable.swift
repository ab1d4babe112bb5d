// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Timelines

/// `/timeline/events`: columns that grow by whole chunks, so that a run of any length needs the
/// memory of one.
struct EventTable {
  static let path = "timeline/events"
  /// Rows that are in the file.
  private(set) var storedRows = 0
  /// Rows that wait for a chunk to be full.
  private var pending = EventColumns()

  init(in entry: borrowing HDF5Object) throws(HDF5Error) {
    let group = try entry.createGroup("events", nexusClass: "NXdata")
    try group.setAttribute("signal", "duration")
    try group.setAttribute("axes", ["event"])
    try group.setAttribute("title", "What each rank did")
    let scale = try Self.create(.event, in: group)
    try scale.makeScale("event")
    for column in EventColumn.allCases where column != .event {
      let dataset = try Self.create(column, in: group)
      try dataset.attach(scale)
    }
  }

  private static func create(
    _ column: EventColumn, in group: borrowing HDF5Object
  ) throws(HDF5Error) -> HDF5Object {
    let dataset = try group.createDataset(
      column.rawValue, type: column.fileType, shape: [0], storage: .growing)
    try dataset.describe(column.text)
    if column == .kind {
      try dataset.setAttribute("flag_values", EventKind.allCases.map(\.rawValue))
      try dataset.setAttribute(
        "flag_meanings", EventKind.allCases.map(\.meaning).joined(separator: " "))
    }
    return dataset
  }

  mutating func append(_ block: EventColumns, to file: borrowing HDF5Object) throws(HDF5Error) {
    block.requireEqualLengths()
    var taken = 0
    while taken < block.count {
      let rows = min(block.count - taken, elementsPerChunk - pending.count)
      pending.append(block, rows: taken..<taken + rows)
      taken += rows
      if pending.count == elementsPerChunk { try writeChunk(to: file) }
    }
  }

  /// Writes what waits; nothing can be appended after.
  mutating func finish(in file: borrowing HDF5Object) throws(HDF5Error) {
    if pending.count > 0 { try writeChunk(to: file) }
  }

  private mutating func writeChunk(to file: borrowing HDF5Object) throws(HDF5Error) {
    let rows = pending.count
    let group = try file.openGroup(Self.path)
    for column in EventColumn.allCases {
      let dataset = try group.openDataset(column.rawValue)
      try HDF5Library.check(
        H5Dset_extent(dataset.id, [hsize_t(storedRows + rows)]), "extend dataset", dataset.place)
      try column.write(pending, to: dataset, firstRow: storedRows)
    }
    storedRows += rows
    pending.removeAll()
  }
}
