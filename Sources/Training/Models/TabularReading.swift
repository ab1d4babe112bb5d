// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension TabularTransformer {
  /// Reads the keys of a transformer over tables.
  ///
  /// - Parameter reader: of the file's top.
  /// - Throws: `DocumentError` for dimensions that make no network.
  init(reading reader: inout MappingReader) throws(DocumentError) {
    let hidden = try reader.dimension("hidden")
    let heads = try reader.required("heads")
    let headCount = try heads.integer(in: 1...largestDimension)
    guard hidden.isMultiple(of: headCount) else {
      throw heads.error("hidden: \(hidden) is no multiple of \(headCount); allowed: a divisor")
    }
    let rows = try reader.integer("rows", in: 2...largestDimension)
    self.init(
      layers: try reader.dimension("layers"), hidden: hidden, heads: headCount,
      feedForward: try FeedForward(reading: reader.required("feed_forward")),
      columnsPerCell: try reader.optionalDimension("columns_per_cell") ?? 1,
      inputsPerColumn: try reader.optionalDimension("inputs_per_column") ?? 1,
      columnMarkSize: try reader.optionalCount("column_mark_size"),
      scalesNorms: try reader.optionalBoolean("scales_norms") ?? false,
      headSize: try reader.dimension("head_size"), classes: try reader.dimension("classes"),
      rows: rows,
      // Some row must be there to learn from.
      queryRows: try reader.integer("query_rows", in: 1...rows - 1),
      columns: try reader.dimension("columns"))
  }
}
