// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

extension StoredTimeline {
  /// Reads the events in the order of the file, at most 65,536 at a time.
  ///
  /// - Parameter body: receives each block; what it throws ends the reading.
  /// - Throws: `StoredTimelineError` where the file has gone or is damaged: a row that the tables
  ///   of names, streams, ranks or classes do not have, or a kind that there is none of.
  public func forEachEventBlock(_ body: (EventColumns) throws -> Void) throws {
    for first in stride(from: 0, to: eventCount, by: elementsPerChunk) {
      let rows = first..<min(first + elementsPerChunk, eventCount)
      // Opened anew for each block, so that no other thread waits for what `body` does.
      let block = try HDF5Library.exclusively { () throws(StoredTimelineError) in
        let file = try Self.openTimeline(path)
        return try Self.damaged(path) { () throws(HDF5Error) in
          try file.openGroup(EventTable.path).readEvents(rows)
        }
      }
      if let reason = fault(in: block, firstRow: first) {
        throw StoredTimelineError.damaged(path: path, reason: reason)
      }
      try body(block)
    }
  }

  private func fault(in block: EventColumns, firstRow: Int) -> String? {
    let ranks = Int32(timeline.ranks.computing.count)
    let names = Int32(timeline.eventNames.count)
    let streams = Int32(timeline.streamNames.count)
    let classes = Int32(timeline.folding?.ranks.count ?? 0)
    for row in 0..<block.count {
      let number = firstRow + row
      if EventKind(rawValue: block.kind[row]) == nil {
        return "event \(number) has the kind \(block.kind[row])"
      }
      if !(0..<ranks).contains(block.rank[row]) {
        return "event \(number) has the rank \(block.rank[row]) of \(ranks)"
      }
      if !(0..<names).contains(block.nameID[row]) {
        return "event \(number) has the name_id \(block.nameID[row]) of \(names)"
      }
      if !(0..<streams).contains(block.stream[row]) {
        return "event \(number) has the stream \(block.stream[row]) of \(streams)"
      }
      if !(-1..<classes).contains(block.rankClass[row]) {
        return "event \(number) has the class \(block.rankClass[row]) of \(classes)"
      }
    }
    return nil
  }
}

extension HDF5Object {
  fileprivate func readEvents(_ rows: Range<Int>) throws(HDF5Error) -> EventColumns {
    var events = EventColumns()
    events.start = try read(EventColumn.start.rawValue, rows: rows)
    events.end = try read(EventColumn.end.rawValue, rows: rows)
    events.rank = try read(EventColumn.rank.rawValue, rows: rows)
    events.kind = try read(EventColumn.kind.rawValue, rows: rows)
    events.collectiveID = try read(EventColumn.collectiveID.rawValue, rows: rows)
    events.bytes = try read(EventColumn.bytes.rawValue, rows: rows)
    events.energy = try read(EventColumn.energy.rawValue, rows: rows)
    events.stream = try read(EventColumn.stream.rawValue, rows: rows)
    events.nameID = try read(EventColumn.nameID.rawValue, rows: rows)
    events.multiplicity = try read(EventColumn.multiplicity.rawValue, rows: rows)
    // Files of format 1.0 have no such column: every rank was simulated.
    events.rankClass =
      try has(EventColumn.rankClass.rawValue)
      ? try read(EventColumn.rankClass.rawValue, rows: rows)
      : [Int32](repeating: -1, count: rows.count)
    return events
  }
}
