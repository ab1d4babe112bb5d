// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// Events on their way to `/timeline/events`: one chunk of each column is being filled while the one
/// before it is compressed. So a run of any length needs the memory of two.
struct EventChunks: ~Copyable {
  private let crew: CompressionCrew
  private var deflater = Deflater()
  private var filling = EventChunks.newColumns()
  private var compressing = EventChunks.newColumns()
  /// Events that have been added.
  private(set) var count = 0
  private var isCompressing = false

  init(crew: CompressionCrew) { self.crew = crew }

  private static func newColumns() -> [Chunk] {
    EventColumn.allCases.map { Chunk(width: $0.width, capacity: elementsPerChunk) }
  }

  private var rowsFilled: Int { filling[0].count }

  /// Adds events, and hands every chunk of each column that is complete to `write`, in the order of
  /// the file.
  mutating func add(
    _ block: EventColumns, _ write: ([Chunk]) throws(HDF5Error) -> Void
  ) throws(HDF5Error) {
    block.requireEqualLengths()
    var taken = 0
    while taken < block.count {
      let rows = taken..<taken + min(block.count - taken, elementsPerChunk - rowsFilled)
      for (column, chunk) in zip(EventColumn.allCases, filling) {
        column.add(block, rows, numberedFrom: count, to: chunk)
      }
      taken = rows.upperBound
      count += rows.count
      if rowsFilled == elementsPerChunk { try turn(write) }
    }
  }

  /// Hands on what is left.
  mutating func finish(_ write: ([Chunk]) throws(HDF5Error) -> Void) throws(HDF5Error) {
    if rowsFilled > 0 { try turn(write) }
    try turn(write)
  }

  /// Has the columns that were filled compressed, and those before them written.
  private mutating func turn(_ write: ([Chunk]) throws(HDF5Error) -> Void) throws(HDF5Error) {
    if rowsFilled > 0 {
      for chunk in filling { chunk.offset = [count - rowsFilled] }
      crew.submit(filling)
    }
    if isCompressing {
      for chunk in compressing { crew.finish(chunk, with: &deflater) }
      try write(compressing)
    }
    for chunk in compressing { chunk.empty() }
    isCompressing = rowsFilled > 0
    swap(&filling, &compressing)
  }
}
