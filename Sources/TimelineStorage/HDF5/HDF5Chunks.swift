// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5

extension HDF5Object {
  /// Writes one chunk of this dataset, which goes to the file as it is and at once: past HDF5's
  /// filters, conversions and cache, so that a full disk is known from this call.
  func write(_ chunk: Chunk) throws(HDF5Error) {
    let offset = chunk.offset.map { hsize_t($0) }
    let stored = chunk.stored
    // No filter is left out: shuffle and deflate have both been applied.
    let code = H5Dwrite_chunk(
      id, hdf5_default(), 0, offset, stored.count, stored.baseAddress)
    try HDF5Library.check(code, "write dataset", place)
  }

  /// Writes all elements of a dataset of one or two dimensions, chunk by chunk.
  ///
  /// - Parameters:
  ///   - width: bytes of an element.
  ///   - shape: of the dataset, none of whose lengths is 0.
  ///   - lengths: of a chunk, as the dataset was made with.
  ///   - crew: compresses; where there is none, this thread does alone.
  ///   - add: puts some elements into a chunk. They are numbered row after row.
  /// - Throws: `HDF5Error` where a chunk does not reach the file.
  func writeChunks(
    width: Int, shape: [Int], lengths: [hsize_t], with crew: CompressionCrew? = nil,
    _ add: (Range<Int>, Chunk) -> Void
  ) throws(HDF5Error) {
    let crew = crew ?? CompressionCrew(workers: 0)
    let capacity = Int(lengths.reduce(1, *))
    let pieces = ChunkPieces(shape: shape, lengths: lengths.map { Int($0) })
    // As many as keep every thread busy while one is written.
    let chunks = (0..<min(2 * (crew.workers + 1), pieces.count)).map { _ in
      Chunk(width: width, capacity: capacity)
    }
    var deflater = Deflater()
    for number in 0..<pieces.count + chunks.count {
      let chunk = chunks[number % chunks.count]
      if number >= chunks.count {
        crew.finish(chunk, with: &deflater)
        if chunk.count > 0 { try write(chunk) }
        chunk.empty()
      }
      guard number < pieces.count else { continue }
      let piece = pieces[number]
      chunk.offset = piece.offset
      add(piece.elements, chunk)
      crew.submit([chunk])
    }
  }
}

/// How a dataset of one or two dimensions falls into chunks: whole rows, or parts of one row, so
/// that the elements of a chunk are neighbours.
struct ChunkPieces {
  private let rows: Int
  private let columns: Int
  private let rowsAtOnce: Int
  private let columnsAtOnce: Int
  private let isMatrix: Bool

  init(shape: [Int], lengths: [Int]) {
    precondition(
      (1...2).contains(shape.count) && shape.count == lengths.count && !shape.contains(0),
      "no chunks of \(lengths) in \(shape)")
    isMatrix = shape.count == 2
    rows = isMatrix ? shape[0] : 1
    columns = shape[shape.count - 1]
    rowsAtOnce = isMatrix ? lengths[0] : 1
    columnsAtOnce = lengths[lengths.count - 1]
    precondition(
      rowsAtOnce == 1 || columnsAtOnce == columns, "chunks of \(lengths) cut through rows")
  }

  private var acrossRow: Int { (columns + columnsAtOnce - 1) / columnsAtOnce }
  var count: Int { (rows + rowsAtOnce - 1) / rowsAtOnce * acrossRow }

  /// Where a chunk begins, and the elements in it, numbered row after row.
  subscript(number: Int) -> (offset: [Int], elements: Range<Int>) {
    let row = number / acrossRow * rowsAtOnce
    let column = number % acrossRow * columnsAtOnce
    let first = row * columns + column
    let length =
      rowsAtOnce == 1
      ? min(columnsAtOnce, columns - column) : min(rowsAtOnce, rows - row) * columns
    return (isMatrix ? [row, column] : [column], first..<first + length)
  }
}
