// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Timelines

/// `/timeline/events`: columns that grow by whole chunks.
struct EventTable {
  static let path = "timeline/events"
  /// A dataset that stays open from chunk to chunk. A class, because an array holds many.
  private final class OpenColumn {
    let dataset: HDF5Object
    init(_ dataset: consuming HDF5Object) { self.dataset = dataset }
  }
  /// In the order of `EventColumn`.
  private var columns: [OpenColumn] = []

  init(in entry: borrowing HDF5Object) throws(HDF5Error) {
    let group = try entry.createGroup("events", nexusClass: "NXdata")
    try group.setAttribute("signal", "duration")
    try group.setAttribute("axes", ["event"])
    try group.setAttribute("title", "What each rank did")
    for column in EventColumn.allCases {
      let dataset = try Self.create(column, in: group)
      if column == .event {
        try dataset.makeScale("event")
      } else {
        try dataset.attach(columns[0].dataset)
      }
      columns.append(OpenColumn(dataset))
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

  /// Writes the next chunk of each column.
  func write(_ chunks: [Chunk]) throws(HDF5Error) {
    for (column, chunk) in zip(columns, chunks) {
      let rows = hsize_t(chunk.offset[0] + chunk.count)
      try HDF5Library.check(
        H5Dset_extent(column.dataset.id, [rows]), "extend dataset", column.dataset.place)
      try column.dataset.write(chunk)
    }
  }

  /// Closes the columns.
  mutating func close() { columns = [] }
}
